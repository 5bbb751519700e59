// The upload service of Storacha with stores and storage nodes in memory, as its own
// tests have it. Beside the protocol there are two calls that no real service has:
// GET /info says who it is, POST /provision admits a space.
import * as http from 'node:http'
import { createContext } from '@storacha/upload-api/test/context'
import { createServer } from '@storacha/upload-api'
import { Message, parseLink } from '@ucanto/core'
import { CAR } from '@ucanto/transport'

const context = await createContext({ http, requirePaymentPlan: false, assert: { fail: e => console.error(e) } })
const service = createServer(context)

const read = async request => {
  const chunks = []
  for await (const c of request) chunks.push(c)
  return Buffer.concat(chunks)
}

const json = (response, value) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(value))
}

const provision = async ({ account, consumer }) =>
  context.provisionsStorage.put({ cause: null, consumer, customer: account, provider: context.id.did() })

const receipt = async (response, task) => {
  const found = await context.agentStore.receipts.get(parseLink(task))
  if (found.error) {
    response.statusCode = 404
    return response.end()
  }
  const answer = CAR.response.encode(await Message.build({ receipts: [found.ok] }))
  response.writeHead(200, answer.headers)
  response.end(answer.body)
}

const invoked = async (request, response) => {
  const answer = await service.request({ headers: request.headers, body: new Uint8Array(await read(request)) })
  response.writeHead(answer.status ?? 200, answer.headers)
  response.end(answer.body)
}

const handle = async (request, response) => {
  const { pathname } = new URL(request.url, 'http://127.0.0.1')
  if (pathname === '/info') return json(response, { did: context.id.did() })
  if (pathname === '/provision') return json(response, await provision(JSON.parse(await read(request))))
  if (pathname.startsWith('/receipt/')) return receipt(response, pathname.slice('/receipt/'.length))
  return invoked(request, response)
}

http.createServer((request, response) =>
  handle(request, response).catch(e => {
    console.error(e)
    response.statusCode = 500
    response.end(String(e))
  })
).listen(Number(process.env.PORT), '127.0.0.1')
