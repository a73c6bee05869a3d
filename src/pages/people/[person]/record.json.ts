/** The whole record of a person as a file to take away; its shape is told in the help. */
import type { APIRoute } from 'astro'
import { as, type PersonId } from '../../../domain/ids.ts'
import { reportRecord } from '../../../workflows/report-record.ts'

export const GET: APIRoute = async ({ params, locals }) => {
  const { portal, viewer, library, today } = locals
  if (viewer === null) return new Response(null, { status: 404 })
  const person = as<PersonId>(params['person'] ?? '')
  const record = await reportRecord(portal.db, { person, viewer, library, today })
  if (record === undefined) return new Response(null, { status: 404 })
  return new Response(`${JSON.stringify(record, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="touchstone-record-${today}.json"`,
      'cache-control': 'no-store',
    },
  })
}
