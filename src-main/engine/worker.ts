import { setFlagsFromString } from 'node:v8'
import { answerTasks } from './answer-tasks.ts'
import { keepCompiledSources } from './compile-cache.ts'
import { tasks } from './tasks/task-table.ts'

// V8 watches functions from their ninth call on; a stage is called once a run, so that its first runs would stay half compiled
setFlagsFromString('--no-lazy-feedback-allocation')
keepCompiledSources()
answerTasks(tasks)
