import { answerTasks } from './answer-tasks.ts'
import { tasks } from './tasks/task-table.ts'

answerTasks(tasks)
