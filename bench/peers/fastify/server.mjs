// The same API as a careful user of Fastify writes it: response schemas, so that JSON is compiled, prepared statements,
// remembered tokens, one statement a request, and a process for each core. Started by bench/run.
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import fastifyJwt from '@fastify/jwt'
import Fastify from 'fastify'
import pg from 'pg'

const { BETTER_AUTH_SECRET, DATABASE_URL, POOL_SIZE, PORT, PUBLIC_ADDRESS } = process.env

const text = { type: 'string' }
const number = { type: 'integer' }
const textOrNull = { type: 'string', nullable: true }
const instant = { type: 'string', format: 'date-time' }
const task = {
  type: 'object',
  properties: {
    id: number,
    user_id: text,
    title: text,
    description: textOrNull,
    completed: { type: 'boolean' },
    completed_at: { ...instant, nullable: true },
    priority: text,
    due_date: textOrNull,
    tags: { type: 'array', items: text },
    order: number,
    created_at: instant,
    updated_at: instant,
    rev: number,
    url: text
  }
}
const newTask = {
  type: 'object',
  required: ['title'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 },
    description: { type: 'string', maxLength: 4000, nullable: true }
  }
}

const columns =
  'id, user_id, title, description, completed, completed_at, priority, due_date, tags, sort_order AS "order", ' +
  'created_at, updated_at, rev'
const listTasks = { name: 'list', text: `SELECT ${columns} FROM tasks WHERE user_id = $1 ORDER BY id` }
const getTask = { name: 'get', text: `SELECT ${columns} FROM tasks WHERE user_id = $1 AND id = $2` }
const createTask = {
  name: 'create',
  text: `INSERT INTO tasks (user_id, title, description) VALUES ($1, $2, $3) RETURNING ${columns}`
}
const toggleTask = {
  name: 'toggle',
  text:
    'UPDATE tasks SET completed = NOT completed, completed_at = CASE WHEN completed THEN NULL ELSE now() END, ' +
    `updated_at = now(), rev = rev + 1 WHERE user_id = $1 AND id = $2 RETURNING ${columns}`
}

function withUrl(row) {
  row.url = `${PUBLIC_ADDRESS}/api/tasks/${row.id}`
  return row
}

async function serve() {
  const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL_SIZE) })
  const app = Fastify({ logger: false })
  app.register(fastifyJwt, { secret: BETTER_AUTH_SECRET, verify: { algorithms: ['HS256'], cache: 10000 } })

  const onlyOwn = async (request, reply) => {
    try {
      await request.jwtVerify()
    } catch {
      return reply.code(401).header('WWW-Authenticate', 'Bearer').send()
    }
    if (request.user.sub !== request.params.user_id) {
      return reply.code(403).send()
    }
  }

  const ask = async (statement, ...values) => (await pool.query({ ...statement, values })).rows
  const one = (rows, reply) => (rows.length === 1 ? withUrl(rows[0]) : reply.code(404).send())

  app.get(
    '/api/:user_id/tasks',
    { onRequest: onlyOwn, schema: { response: { 200: { type: 'array', items: task } } } },
    async request => (await ask(listTasks, request.params.user_id)).map(withUrl)
  )
  app.get(
    '/api/:user_id/tasks/:id',
    { onRequest: onlyOwn, schema: { response: { 200: task } } },
    async (request, reply) => one(await ask(getTask, request.params.user_id, request.params.id), reply)
  )
  app.post(
    '/api/:user_id/tasks',
    { onRequest: onlyOwn, schema: { body: newTask, response: { 201: task } } },
    async (request, reply) => {
      const { title, description } = request.body
      const [created] = await ask(createTask, request.params.user_id, title, description ?? null)
      return reply.code(201).send(withUrl(created))
    }
  )
  app.patch(
    '/api/:user_id/tasks/:id/complete',
    { onRequest: onlyOwn, schema: { response: { 200: task } } },
    async (request, reply) => one(await ask(toggleTask, request.params.user_id, request.params.id), reply)
  )

  await app.listen({ host: '127.0.0.1', port: Number(PORT) })
}

if (cluster.isPrimary) {
  for (let worker = 0; worker < availableParallelism(); worker++) {
    cluster.fork()
  }
} else {
  await serve()
}
