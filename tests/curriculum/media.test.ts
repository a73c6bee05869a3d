/** Pictures are served from the portal's own address, so none may run code or call another site. */
import { describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { parseCurriculum } from '../../src/curriculum/parse.ts'
import { sourceFile } from '../../src/curriculum/read-folder.ts'
import { faultsOf, soundCurriculum, soundLibrary } from './small-library.ts'

const picture = 'images/hold.svg'
const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>\n${inside}\n</svg>\n`
const faultsOfSvg = (text: string) =>
  faultsOf({ ...soundLibrary, [picture]: text }).filter((fault) => fault.startsWith(picture))

describe('an SVG is refused when it', () => {
  test.each([
    ['holds a script', '<script>alert(1)</script>', 'holds <script>'],
    [
      'holds a script under another name',
      '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
      'holds <s:script>',
    ],
    ['holds a foreign object', '<foreignObject><p>x</p></foreignObject>', 'holds <foreignObject>'],
    ['holds a link', '<a href="https://quay.example"><text>x</text></a>', 'holds <a>'],
    ['animates what it links to', '<set attributeName="href" to="javascript:alert(1)" />', 'holds <set>'],
    ['acts on a click', '<circle r="1" onclick="alert(1)" />', 'has onclick'],
    ['acts on a load, in capitals and without quotes', '<circle r="1" ONLOAD=alert(1) />', 'has ONLOAD'],
    ['acts after a slash', '<circle/onload="alert(1)" />', 'onload'],
    ['shows a picture of another site', '<image href="https://quay.example/a.png" />', 'leads outside the picture'],
    [
      'shows a picture of another site by the old name',
      '<image xlink:href="//quay.example/a.png" />',
      'leads outside the picture',
    ],
    ['shows an SVG inside', '<image href="data:image/svg+xml;base64,PHN2Zz4=" />', 'leads outside the picture'],
    ['uses a part of another file', '<use href="other.svg#a" />', 'leads outside the picture'],
    ['runs code from an attribute', '<circle r="1" fill="javascript:alert(1)" />', 'runs code'],
    ['hides code in character references', '<use href="&#106;avascript:alert(1)" />', 'runs code'],
    [
      'calls another site from a style',
      '<style>circle { fill: url(https://quay.example/a) }</style>',
      'leads outside the picture',
    ],
    ['imports a style', '<style>@import "https://quay.example/a.css";</style>', 'leads outside the picture'],
    ['imports a style inside CDATA', '<style><![CDATA[@import "a.css";]]></style>', 'leads outside the picture'],
    [
      'hides an address in escapes',
      '<circle r="1" style="fill: \\75rl(https://quay.example)" />',
      'leads outside the picture',
    ],
    [
      'calls another site from an attribute',
      '<circle r="1" fill="url(https://quay.example/a)" />',
      'leads outside the picture',
    ],
    ['hides a tag in an open one', '<circle r="1" <script>alert(1)</script>', 'broken tag'],
  ])('%s', (_, inside, says) => {
    const [fault = '', ...more] = faultsOfSvg(svg(inside))
    expect([
      fault.includes(says) || more.some((one) => one.includes(says)),
      fault.slice(0, picture.length + 3),
    ]).toEqual([true, `${picture}:2:`])
  })

  test('defines words of its own', () => {
    expect(faultsOfSvg(`<!DOCTYPE svg [<!ENTITY a "b">]>\n${svg('')}`)[0]).toContain('defines its own words')
  })

  test('asks for a style sheet', () => {
    expect(faultsOfSvg(`<?xml-stylesheet href="a.css"?>\n${svg('')}`)[0]).toContain('asks for another file')
  })

  test('is no SVG at all', () => {
    expect(faultsOfSvg('hello')).toEqual([
      `${picture}:1: the file is not an SVG picture. Save it again from your drawing program.`,
    ])
  })
})

describe('an SVG is taken when it', () => {
  test.each([
    ['names its own parts', '<defs><linearGradient id="a" /></defs><circle r="1" fill="url(#a)" /><use href="#a" />'],
    ['carries its style', '<style>circle { fill: red }</style><circle r="1" style="stroke: url(#a)" />'],
    ['embeds a photograph', '<image href="data:image/png;base64,iVBORw0KGgo=" width="1" height="1" />'],
    ['tells what it shows', '<title>A clock &amp; a call</title><desc>on hold > 1</desc>'],
    ['holds a comment', '<!-- onclick="x" <script> --><circle r="1" />'],
  ])('%s', (_, inside) => {
    expect(faultsOfSvg(svg(inside))).toEqual([])
  })

  test('begins with an XML declaration and a plain DOCTYPE', () => {
    expect(faultsOfSvg(`<?xml version="1.0"?>\n<!DOCTYPE svg>\n${svg('<circle r="1" />')}`)).toEqual([])
  })

  test('has Windows line ends, which do not make it another picture', () => {
    const bytes = soundCurriculum({ ...soundLibrary, [picture]: soundLibrary[picture]!.replace('\n', '\r\n') }).media[0]
      ?.bytes
    expect(bytes).toEqual(soundCurriculum().media[0]?.bytes)
  })
})

describe('a photograph', () => {
  const withPicture = (path: string, bytes: readonly number[]) =>
    parseCurriculum([
      ...Object.entries(soundLibrary).map(([file, text]) => sourceFile(file, text)),
      { path, bytes: new Uint8Array(bytes) },
    ])

  test.each([
    ['images/a.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ['images/a.jpg', [0xff, 0xd8, 0xff, 0xe0]],
    ['images/a.webp', [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50]],
  ])('%s is taken by what its bytes say', (path, bytes) => {
    expect(withPicture(path, bytes).curriculum?.media.map((medium) => medium.path)).toContain(path)
  })

  test('a page that calls itself a photograph is refused', () => {
    const bytes = [...new TextEncoder().encode('<html><script>')]
    expect(withPicture('images/a.png', bytes).faults.map(wordFault)).toEqual([
      'images/a.png:1: the picture is not PNG inside. Save it again in the format that its name says.',
    ])
  })
})
