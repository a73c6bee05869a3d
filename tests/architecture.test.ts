/** The walls of the house, held by machine: who may depend on whom, and where things may stand. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Import {
  readonly from: string
  /** A path from the root, or the name of a package. */
  readonly to: string
  readonly isPackage: boolean
  /** Erased before anything runs. */
  readonly typeOnly: boolean
  /** Runs in the browser: it stands in a `<script>` of a component. */
  readonly client: boolean
}

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  .toString()
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))

const texts = new Map<string, string>()
function textOf(path: string): string {
  const known = texts.get(path) ?? readFileSync(join(root, path), 'utf8')
  texts.set(path, known)
  return known
}

const code = files.filter(
  (path) => /^(?:src|db|tests)\//.test(path) && ['.ts', '.tsx', '.js', '.astro'].includes(extname(path)),
)
const imports = code.flatMap(importsOf)

/** The layers, bottom first; a path belongs to the first whose folder it stands in. */
const layers = [
  { name: 'domain', holds: /^src\/domain\// },
  { name: 'curriculum', holds: /^src\/curriculum\// },
  { name: 'seed', holds: /^db\/seed\// },
  { name: 'db', holds: /^db\// },
  { name: 'workflows', holds: /^src\/workflows\// },
  { name: 'components', holds: /^src\/components\// },
  { name: 'islands', holds: /^src\/islands\// },
  { name: 'styles', holds: /^src\/styles\// },
  { name: 'paths', holds: /^src\/paths\.ts$/ },
  { name: 'tests', holds: /^tests\// },
  { name: 'edge', holds: /^src\// },
] as const
type Layer = (typeof layers)[number]['name']

const mayImport: Record<Layer, readonly Layer[]> = {
  domain: ['domain'],
  curriculum: ['domain', 'curriculum'],
  db: ['domain', 'db'],
  workflows: ['domain', 'curriculum', 'db', 'workflows'],
  components: ['domain', 'components', 'islands', 'styles', 'paths'],
  islands: ['domain', 'islands', 'styles'],
  styles: ['styles'],
  paths: ['domain'],
  seed: ['domain', 'curriculum', 'db', 'workflows', 'seed', 'paths', 'edge'],
  edge: ['domain', 'curriculum', 'db', 'workflows', 'components', 'islands', 'styles', 'paths', 'edge'],
  tests: [
    'domain',
    'curriculum',
    'db',
    'workflows',
    'components',
    'islands',
    'styles',
    'paths',
    'seed',
    'edge',
    'tests',
  ],
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => layer.holds.test(path))?.name
}

describe('who depends on whom', () => {
  test('a layer imports only what lies beneath it', () => {
    const wrong = imports.filter(({ from, to, isPackage }) => {
      const [here, there] = [layerOf(from), layerOf(to)]
      return !isPackage && here !== undefined && there !== undefined && !mayImport[here].includes(there)
    })
    expect(wrong.map(arrow)).toEqual([])
  })

  test('every import leads to a file that is there', () => {
    const lost = imports.filter(({ to, isPackage }) => !isPackage && !existsSync(join(root, to)))
    expect(lost.map(arrow)).toEqual([])
  })

  test('the domain stands on nothing: no module of Node, and no package but pure algorithms', () => {
    // Comparing two lists is arithmetic: no input, no output, no clock.
    const pure = new Set(['diff'])
    const wrong = imports.filter(({ from, to, isPackage }) => layerOf(from) === 'domain' && isPackage && !pure.has(to))
    expect(wrong.map(arrow)).toEqual([])
  })

  test('only db/ knows the database', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^(?:@libsql\/|libsql$|drizzle-)/.test(to) && !['db', 'tests'].includes(layerOf(from) ?? ''),
    )
    expect(wrong.map(arrow)).toEqual([])
  })

  test('one file makes database clients', () => {
    const makers = imports.filter(
      ({ from, to, typeOnly }) => to.startsWith('@libsql/client') && !typeOnly && layerOf(from) !== 'tests',
    )
    expect(new Set(makers.map(({ from }) => from)).size).toBeLessThanOrEqual(1)
  })

  test('only db/ speaks SQL', () => {
    const speaks =
      /(['"`])\s*(?:SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA|CREATE\s+TABLE|BEGIN\s+IMMEDIATE)\b/is
    const wrong = code.filter(
      (path) => !['db', 'seed', 'tests'].includes(layerOf(path) ?? '') && speaks.test(textOf(path)),
    )
    expect(wrong).toEqual([])
  })

  test('rules, parser, queries and workflows know no Astro and no React', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        /^(?:astro(?:$|[:/])|@astrojs\/|react)/.test(to) &&
        ['domain', 'curriculum', 'db', 'workflows', 'seed'].includes(layerOf(from) ?? ''),
    )
    expect(wrong.map(arrow)).toEqual([])
  })

  test('sessions are made in src/session.ts alone', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => to === 'lucia' && !typeOnly && from !== 'src/session.ts')
    expect(wrong.map(arrow)).toEqual([])
  })

  test('nothing that runs in a browser can reach Temporal', () => {
    const starts = [
      ...code.filter((path) => layerOf(path) === 'islands'),
      ...imports.filter(({ client, isPackage }) => client && !isPackage).map(({ to }) => to),
    ]
    expect(starts.flatMap((path) => pathToTemporal(path) ?? [])).toEqual([])
  })

  test('rules, parser and workflows are told the time and never look at a clock or roll dice', () => {
    const looks = /\bTemporal\.Now\b|\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/
    const rolls = /\bMath\.random\b|\brandomBytes\b|\brandomUUID\b|\bgetRandomValues\b/
    const wrong = code.filter((path) => {
      const layer = layerOf(path)
      const text = textOf(path)
      if (layer === 'domain' || layer === 'curriculum') return looks.test(text) || rolls.test(text)
      return layer === 'workflows' && looks.test(text)
    })
    expect(wrong).toEqual([])
  })
})

describe('what day it is', () => {
  test('follows from the time zone that is set: the one that a content folder says is for publishing it alone', () => {
    const folderAlone = new Set([
      'src/workflows/publication-day.ts',
      'src/workflows/publish-curriculum.ts',
      'src/server/preview.ts',
      // An author's lock is dated without a database, and a story begins before anything is published.
      'src/cli/clause.ts',
      'db/seed/alder-and-quay.ts',
      // It shows what the folder says beside what is set.
      'src/pages/admin/settings/index.astro',
    ])
    const reads = code.filter((path) => layerOf(path) !== 'tests' && /organisation\??\.timeZone/.test(textOf(path)))
    expect(reads.filter((path) => !folderAlone.has(path))).toEqual([])
  })
})

describe('where things stand', () => {
  test('nothing stands at the root but what the design names', () => {
    const named = new Set([
      'content',
      'db',
      'src',
      'tests',
      'public',
      'astro.config.mjs',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
    ])
    const roots = new Set(files.map((path) => path.split('/')[0] ?? ''))
    expect([...roots].filter((name) => !named.has(name) && !name.startsWith('.'))).toEqual([])
  })

  /** What files of workflows/ may export beside their deed, because several deeds share it. */
  const shared: Readonly<Record<string, readonly string[]>> = {
    passwords: ['hashPassword', 'isPasswordOf'],
    // Both halves of one deed: the link, and what it is used for.
    'first-administrator': ['inviteFirstAdministrator', 'createFirstAdministrator'],
    'accept-invitation': ['findInvitation', 'choosePassword', 'hashOfToken'],
    'publish-folder': ['isRefused', 'wordChangesOf', 'wordPublished', 'wordUnpublished'],
  }
  const workflows = code
    .filter((path) => layerOf(path) === 'workflows')
    .map((path) => {
      const name = basename(path, '.ts')
      return { path, name, exported: exportedFunctionsOf(path), deed: camelCase(name), besides: shared[name] ?? [] }
    })

  test('a workflow file exports the deed that it is named after', () => {
    const wrong = workflows.filter(
      ({ exported, deed, besides }) => ![deed, ...besides].some((name) => exported.some((one) => one.startsWith(name))),
    )
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('a workflow file holds no second deed', () => {
    const wrong = workflows.flatMap(({ path, exported, deed, besides }) =>
      exported
        .filter((one) => !one.startsWith(deed) && !besides.includes(one))
        .map((one) => `${path} also exports ${one}`),
    )
    expect(wrong).toEqual([])
  })

  test('no file only hands on what others export', () => {
    const wrong = code.filter((path) => {
      if (extname(path) !== '.ts') return false
      const statements = sourceOf(path).statements
      return (
        statements.length > 0 &&
        statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier)
      )
    })
    expect(wrong).toEqual([])
  })

  test('index files are pages and the one list of actions', () => {
    const wrong = code.filter(
      (path) => /^index\./.test(basename(path)) && !path.startsWith('src/pages/') && path !== 'src/actions/index.ts',
    )
    expect(wrong).toEqual([])
  })

  test('files are named after what they hold', () => {
    const vague = /(?:^|[-_.])(?:utils?|helpers?|services?|common|misc)(?:[-_.]|$)/
    expect(code.filter((path) => path.split('/').some((part) => vague.test(part)))).toEqual([])
  })

  test('nothing is called a manager, a service, a helper or a util', () => {
    const vague = /\b(?:class|interface|function|const)\s+\w*(?:[a-z]Manager|Service|Helpers?|Utils?)\b(?!\s*=\s*await)/
    const domainWord = /(?:line|team)Manager\b/i
    const wrong = code.filter((path) => {
      const found = vague.exec(textOf(path))?.[0]
      return found !== undefined && !domainWord.test(found)
    })
    expect(wrong).toEqual([])
  })

  test('no file of code outgrows 400 lines', () => {
    const isTable = (path: string) => path === 'db/seed/people.ts'
    const wrong = code.filter(
      (path) => /^(?:src|db)\//.test(path) && !isTable(path) && textOf(path).split('\n').length > 400,
    )
    expect(wrong).toEqual([])
  })
})

describe('tests', () => {
  test('none is left out, put off or run alone', () => {
    const set = /\b(?:test|it|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|todo|skipIf|runIf|fails)\b/
    const wrong = files.filter((path) => path.endsWith('.test.ts') && set.test(textOf(path)))
    expect(wrong).toEqual([])
  })
})

describe('look', () => {
  const painted = files.filter((path) => path.startsWith('src/') && ['.astro', '.tsx', '.css'].includes(extname(path)))

  test('colours are tokens', () => {
    const colour = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch)\(/i
    const wrong = painted
      .filter((path) => basename(path) !== 'tokens.css')
      .filter((path) => stylesOf(path).some((text) => colour.test(text)))
    expect(wrong).toEqual([])
  })

  test('nothing is styled by a style attribute, which the content policy refuses', () => {
    const wrong = painted.filter((path) => extname(path) !== '.css' && /\sstyle\s*=\s*[{"'`]/.test(textOf(path)))
    expect(wrong).toEqual([])
  })
})

// ---- reading the code ------------------------------------------------------------------------

function arrow({ from, to }: Import): string {
  return `${from} -> ${to}`
}

/** The scripts of a file: all of a module; the frontmatter and each `<script>` of a component. */
function scriptsOf(path: string): readonly { text: string; client: boolean }[] {
  const text = textOf(path)
  if (extname(path) !== '.astro') return [{ text, client: false }]
  const frontmatter = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)
  const rest = text.slice(frontmatter?.[0].length ?? 0)
  const clients = [...rest.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
  return [{ text: frontmatter?.[1] ?? '', client: false }, ...clients.map((client) => ({ text: client, client: true }))]
}

function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
}

function sourceOf(path: string): ts.SourceFile {
  return parse(path, textOf(path))
}

function importsOf(path: string): readonly Import[] {
  return scriptsOf(path).flatMap(({ text, client }) => {
    const found: Import[] = []
    const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
      if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
        found.push({ from: path, client, typeOnly, ...targetOf(path, specifier.text) })
      }
    }
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause))
      if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
      if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
        add(node.arguments[0], false)
      ts.forEachChild(node, visit)
    }
    visit(parse(path, text))
    return found
  })
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every((element) => element.isTypeOnly)
  )
}

function targetOf(from: string, specifier: string): { to: string; isPackage: boolean } {
  const bare = specifier.split('?')[0] ?? specifier
  if (bare.startsWith('.')) return { to: posix.join(dirname(from).split(sep).join('/'), bare), isPackage: false }
  if (bare.startsWith('/src/')) return { to: bare.slice(1), isPackage: false }
  return { to: bare, isPackage: true }
}

/** The way from a file to one that names Temporal, along imports that remain when types are erased. */
function pathToTemporal(start: string, seen = new Set<string>()): string | undefined {
  if (seen.has(start) || !existsSync(join(root, start))) return undefined
  seen.add(start)
  if (extname(start) !== '.astro' && usesTemporal(start)) return start
  for (const { from, to, typeOnly, isPackage } of imports) {
    if (from !== start || typeOnly || isPackage) continue
    const way = pathToTemporal(to, seen)
    if (way !== undefined) return `${start} -> ${way}`
  }
  return undefined
}

/** Only the word in code counts: not in comments, and not in types, which are erased. */
function usesTemporal(path: string): boolean {
  if (!['.ts', '.tsx', '.js'].includes(extname(path))) return false
  let uses = false
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return
    if (ts.isIdentifier(node) && node.text === 'Temporal') uses = true
    ts.forEachChild(node, visit)
  }
  visit(sourceOf(path))
  return uses
}

function exportedFunctionsOf(path: string): readonly string[] {
  return sourceOf(path).statements.flatMap((statement) => {
    const exported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false)
    if (!exported) return []
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? []
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) &&
      initializer !== undefined &&
      (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? name.text
        : [],
    )
  })
}

function camelCase(kebab: string): string {
  return kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** What paints: style sheets, `<style>` blocks, and the attributes by which SVG is coloured. */
function stylesOf(path: string): readonly string[] {
  const text = textOf(path).replaceAll(/\/\*[\s\S]*?\*\//g, '')
  if (extname(path) === '.css') return [text.replaceAll(/url\([^)]*\)/g, '')]
  const blocks = [...text.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? '')
  const attributes = [...text.matchAll(/\b(?:fill|stroke|color|stop-color|flood-color)=(["'])(.*?)\1/g)].map(
    (match) => match[2] ?? '',
  )
  return [...blocks, ...attributes]
}

describe('the reader of code', () => {
  test('sees imports, also of types', () => {
    expect(imports.map(arrow)).toContain('src/domain/facts.ts -> src/domain/days.ts')
  })

  test('follows imports to Temporal', () => {
    expect(pathToTemporal('src/domain/library.ts') ?? pathToTemporal('src/domain/days.ts')).toContain('days.ts')
  })
})
