// Reads {objects, definitions} as JSON from standard input and writes one line for each object that its schema does not allow:
// Kubernetes' own kinds by npm's kubernetes-models, others by their custom resource definition.
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'

const { objects, definitions } = JSON.parse(readFileSync(0, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false })

// An API server drops a field that a definition does not know, which is as good as a mistake.
function closed(schema) {
  if (schema?.properties && !schema['x-kubernetes-preserve-unknown-fields'])
    return { ...schema, additionalProperties: false, properties: Object.fromEntries(Object.entries(schema.properties).map(([name, value]) => [name, closed(value)])) }
  return schema?.items ? { ...schema, items: closed(schema.items) } : schema
}

function custom({ apiVersion, kind }) {
  const [group, name] = apiVersion.split('/')
  const definition = definitions.find(d => d.spec.group === group && d.spec.names.kind === kind)
  const version = definition?.spec.versions.find(v => v.name === name)
  if (!version) return null
  const schema = closed(version.schema.openAPIV3Schema)
  return ajv.compile({ ...schema, properties: { ...schema.properties, apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object', required: ['name'] } } })
}

for (const object of objects) {
  const title = `${object.kind} ${object.metadata?.name}`
  const validate = custom(object)
  if (validate) {
    if (!validate(object)) console.log(`${title}: ${ajv.errorsText(validate.errors)}`)
    continue
  }
  try {
    const kinds = await import(`kubernetes-models/${object.apiVersion}`)
    new kinds[object.kind](object).validate()
  } catch (error) {
    console.log(`${title}: ${error.message}`)
  }
}
