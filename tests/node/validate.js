// Reads {schemas: [...], groups: [{schema: {$ref}, tests: [{data}]}]} from standard input; writes, for each test, its failures.
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
const complaints = [];
const logger = { log: (m) => complaints.push(m), warn: (m) => complaints.push(m), error: (m) => complaints.push(m) };
const ajv = new Ajv({ allErrors: true, logger });
addFormats(ajv);
input.schemas.forEach((schema) => ajv.addSchema(schema));
const verdicts = input.groups.map((group) => {
  const validate = ajv.getSchema(group.schema.$ref);
  return group.tests.map((test) =>
    validate(test.data) ? [] : validate.errors.map((one) => ({ path: one.instancePath, keyword: one.keyword }))
  );
});
process.stdout.write(JSON.stringify({ verdicts, complaints }));
