import { type ParseResult, Visitor } from 'oxc-parser'

/** One module a file refers to, in whichever of the five ways the language has. */
export interface Import {
  readonly specifier: string
  /** Erased before the program runs. */
  readonly typeOnly: boolean
  readonly line: number
}

/** Reads `import`, `export ... from`, `import()` and `import('...').Type`; computed specifiers are left out. */
export function readImports(
  { module, program }: Pick<ParseResult, 'module' | 'program'>,
  text: string,
  lineAt: (offset: number) => number,
): readonly Import[] {
  const imports: Import[] = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    line: lineAt(start),
  }))
  for (const { moduleRequest, isType, start } of module.staticExports.flatMap((e) => e.entries)) {
    if (moduleRequest === null) continue
    imports.push({ specifier: moduleRequest.value, typeOnly: isType, line: lineAt(start) })
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(['"`])([^$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    if (literal?.[2] === undefined) continue
    imports.push({ specifier: literal[2], typeOnly: false, line: lineAt(start) })
  }
  new Visitor({
    TSImportType: ({ source, start }) => {
      imports.push({ specifier: source.value, typeOnly: true, line: lineAt(start) })
    },
  }).visit(program)
  return imports
}
