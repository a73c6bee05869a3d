/**
 * Pictures of the content folder. They are served from the portal's own address, so a picture that
 * could run code or call another site is refused: SVG is held to a list of drawing elements.
 */
import type { Media } from '../domain/curriculum.ts'
import { textOfFile, type SourceFile } from './read-folder.ts'
import type { Reading } from './reading.ts'

const typeByEnding: Readonly<Record<string, Media['type']>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
}

/** The type that a file's ending promises; undefined when it is no picture that content may hold. */
export function mediaType(path: string): Media['type'] | undefined {
  const ending = /\.([a-z]+)$/.exec(path)?.[1] ?? ''
  return Object.hasOwn(typeByEnding, ending) ? typeByEnding[ending] : undefined
}

export function readMedia(file: SourceFile, type: Media['type'], reading: Reading): Media | undefined {
  reading.define('picture', file.path, 1)
  if (type === 'image/svg+xml') {
    const text = textOfFile(file, reading)
    if (text === undefined || !isSafeSvg(text, reading)) return undefined
    // Line ends that a checkout changed must not make another picture.
    return { path: file.path, type, bytes: new TextEncoder().encode(text) }
  }
  if (!looksLike(type, file.bytes)) {
    reading.fault(
      1,
      `the picture is not ${type.slice('image/'.length).toUpperCase()} inside`,
      'Save it again in the format that its name says.',
    )
    return undefined
  }
  return { path: file.path, type, bytes: file.bytes }
}

function looksLike(type: Media['type'], bytes: Uint8Array): boolean {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  switch (type) {
    case 'image/png':
      return text(0, 8) === '\x89PNG\r\n\x1a\n'
    case 'image/jpeg':
      return text(0, 3) === '\xff\xd8\xff'
    case 'image/webp':
      return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP'
    case 'image/svg+xml':
      return true
  }
}

const svgElements = new Set(
  (
    'svg g defs symbol use title desc switch style path rect circle ellipse line polyline polygon text tspan textPath ' +
    'marker linearGradient radialGradient stop clipPath mask pattern image filter feBlend feColorMatrix feComponentTransfer ' +
    'feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB ' +
    'feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight ' +
    'feTile feTurbulence'
  ).split(' '),
)
const tagPattern = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<[!?/]?[^\s>/]*(?:[^>"']|"[^"]*"|'[^']*')*>/g

function isSafeSvg(text: string, reading: Reading): boolean {
  let safe = true
  const refuse = (index: number, says: string, mend: string) => {
    safe = false
    reading.fault(text.slice(0, index).split('\n').length, says, mend)
  }
  let opened = false
  let after = 0
  for (const match of text.matchAll(tagPattern)) {
    const [tag] = match
    const { index } = match
    const between = text.slice(after, index)
    if (between.includes('<')) refuse(after, 'the SVG has a broken tag', 'Save it again from your drawing program.')
    after = index + tag.length
    if (tag.startsWith('<!--') || tag.startsWith('</')) continue
    if (tag.startsWith('<![CDATA[')) {
      checkStyle(tag, index, refuse)
    } else if (tag.startsWith('<?')) {
      if (!/^<\?xml\s/i.test(tag))
        refuse(index, 'the SVG asks for another file', 'Delete the line that begins with <?.')
    } else if (tag.startsWith('<!')) {
      if (/\[|<!ENTITY|ELEMENT|ATTLIST/i.test(tag))
        refuse(index, 'the SVG defines its own words', 'Save it as plain SVG, without a DOCTYPE.')
    } else {
      opened = checkElement(tag, index, opened, refuse) || opened
      if (/^<style[\s>]/.test(tag))
        checkStyle(text.slice(after, Math.max(after, text.indexOf('</style', after))), after, refuse)
    }
  }
  if (text.slice(after).includes('<'))
    refuse(after, 'the SVG has a broken tag', 'Save it again from your drawing program.')
  if (!opened) refuse(0, 'the file is not an SVG picture', 'Save it again from your drawing program.')
  return safe
}

type Refuse = (index: number, says: string, mend: string) => void

/** True when it is the `<svg>` itself. */
function checkElement(tag: string, index: number, opened: boolean, refuse: Refuse): boolean {
  const name = /^<([^\s/>]+)/.exec(tag)?.[1] ?? ''
  if (!opened && name !== 'svg') refuse(index, `the SVG begins with <${name}>`, 'Save it as plain SVG.')
  if (!svgElements.has(name)) {
    refuse(
      index,
      `the SVG holds <${name}>`,
      name.includes(':')
        ? 'Save it as plain SVG, without what the drawing program keeps for itself.'
        : 'Delete it: a picture holds shapes and words only.',
    )
    return name === 'svg'
  }
  const attributes = tag.slice(name.length + 1).replace(/\/?>$/, '')
  for (const [whole, attribute = '', quoted = ''] of attributes.matchAll(
    /([^\s=/]+)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g,
  )) {
    const value = plainText(quoted.replace(/^["']|["']$/g, ''))
    const local = attribute.toLowerCase().split(':').at(-1) ?? ''
    if (attribute.toLowerCase().startsWith('xmlns')) continue
    if (whole.includes('<')) refuse(index, 'the SVG has a broken tag', 'Save it again from your drawing program.')
    if (local.startsWith('on')) {
      refuse(index, `<${name}> of the SVG has ${attribute}`, 'Delete it: a picture runs no code.')
    } else if (/^\s*(?:java|vb)script\s*:/i.test(value.replace(/[\0-\x20]+/g, ''))) {
      refuse(index, `${attribute} of <${name}> in the SVG runs code`, 'Delete it.')
    } else if (local === 'href' || local === 'src' || local === 'base') {
      const inside =
        /^#/.test(value) || (name === 'image' && /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]*$/.test(value))
      if (!inside) refuse(index, `<${name}> of the SVG leads outside the picture`, 'Embed what it shows, or delete it.')
    } else {
      checkStyle(value, index, refuse)
    }
  }
  return name === 'svg'
}

/** A style may name parts of the same picture, `url(#shade)`, and nothing else. */
function checkStyle(css: string, index: number, refuse: Refuse): void {
  const plain = plainText(css)
  if (
    /\\/.test(plain) ||
    /@import|image-set|expression\s*\(|behavior\s*:|-moz-binding/i.test(plain) ||
    /url\(\s*(?!["']?#)/i.test(plain)
  ) {
    refuse(index, 'a style of the SVG leads outside the picture', 'Use url(#…) of the same picture only.')
  }
}

/** Character references are read as a browser reads them, so that none hides a word. */
function plainText(value: string): string {
  const named: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    Tab: '\t',
    NewLine: '\n',
    colon: ':',
  }
  return value.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}
