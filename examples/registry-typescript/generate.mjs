// Types from the published reader schema: node generate.mjs ../../schema/1.1/model-release.reader.schema.json
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const [, , path, target = "model-release.ts"] = process.argv;
// The generator speaks draft-07: `$defs` is `definitions` there, a `$ref` stands alone, and conditions have no type.
const withoutType = ["allOf", "examples", "$id", "$schema"];
const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")), (key, value) => {
  if (withoutType.includes(key)) return undefined;
  return typeof value?.$ref === "string" ? { $ref: value.$ref } : value;
});
const schema = JSON.parse(text.replaceAll('"$defs"', '"definitions"').replaceAll("#/$defs/", "#/definitions/"));
const banner = "// Generated from the published reader schema by `npm run generate`; do not edit.";
writeFileSync(target, await compile(schema, "ModelRelease", { bannerComment: banner }));
