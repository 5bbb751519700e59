// The pinning service of npm, which checks every call against the OpenAPI file of the
// API. It fetches nothing and every pin stays queued; so there are two calls that no
// real service has, for a node that fetches in its place. GET /work gives all pins,
// POST /work {delegates, pinned} says where that node is and which CIDs it has.
import * as http from 'node:http'
import service from 'mock-ipfs-pinning-service'

const app = await service.setup({ token: process.env.TOKEN, loglevel: 'error' })

const done = ({ delegates, pinned }) => {
  const { state } = app.locals
  const become = p => (pinned.includes(p.pin.cid) ? { ...p, status: 'pinned', delegates } : p)
  const pins = new Map([...state.pins].map(([cid, p]) => [cid, become(p)]))
  app.locals.state = { ...state, delegates, pins }
}

const work = async (request, response) => {
  if (request.method === 'POST') {
    const chunks = []
    for await (const c of request) chunks.push(c)
    done(JSON.parse(Buffer.concat(chunks)))
  }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify([...app.locals.state.pins.values()]))
}

http.createServer((request, response) => {
  if (request.url === '/work') return work(request, response)
  return app(request, response)
}).listen(Number(process.env.PORT), '127.0.0.1')
