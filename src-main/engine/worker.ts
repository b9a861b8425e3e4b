import { answerTasks } from './answer-tasks.ts'
import { keepCompiledSources } from './compile-cache.ts'
import { tasks } from './tasks/task-table.ts'

keepCompiledSources()
answerTasks(tasks)
