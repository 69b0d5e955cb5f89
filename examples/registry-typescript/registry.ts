// A consumer of records: ajv says whether it is one, the generated types say what is in it.
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { readFileSync } from "node:fs";
import type { Evidence, ModelRelease } from "./model-release";

export type Verdict = { release: ModelRelease } | { faults: string[] };

/** A reader of records by the published reader schema: newer minor versions pass, newer major ones do not. */
export function readerOf(schema: object): (value: unknown) => Verdict {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats(ajv);
  const validate = ajv.compile<ModelRelease>(schema);
  return (value) =>
    validate(value)
      ? { release: value }
      : { faults: (validate.errors ?? []).map((one) => `${one.instancePath || "/"}: ${one.message ?? one.keyword}`) };
}

/** Unknown is not no: three answers, and a fourth for a word that is newer than this program. */
export function canBeDownloaded(release: ModelRelease): "yes" | "no" | "nobody said" | `newer word: ${string}` {
  const access = release.weights?.access ?? "unknown";
  switch (access) {
    case "public":
    case "gated":
      return "yes";
    case "on-request":
    case "api-only":
    case "hosted-only":
    case "withheld":
      return "no";
    case "unknown":
      return "nobody said";
    default:
      return `newer word: ${access}`;
  }
}

/** The words that show a fact. */
export function shown(places: readonly Evidence[] | undefined): string[] {
  return (places ?? []).map((one) => `${one.path ?? one.source}:${one.line ?? "-"}: ${one.quote ?? ""}`);
}

if (require.main === module) {
  const [, , schemaPath = "", ...records] = process.argv;
  const read = readerOf(JSON.parse(readFileSync(schemaPath, "utf8")) as object);
  for (const path of records) {
    const verdict = read(JSON.parse(readFileSync(path, "utf8")) as unknown);
    const answer =
      "faults" in verdict
        ? { faults: verdict.faults }
        : {
            id: verdict.release.subject?.id ?? null,
            license: verdict.release.license?.concluded ?? null,
            download: canBeDownloaded(verdict.release),
            because: shown(verdict.release.weights?.evidence?.access),
          };
    console.log(JSON.stringify(answer));
  }
}
