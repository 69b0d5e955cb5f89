// Generated from the published reader schema by `npm run generate`; do not edit.

/**
 * The places that show a fact: at least one.
 *
 * @minItems 1
 */
export type Places = [Evidence, ...Evidence[]];

/**
 * One published version of one model: typed facts, each with evidence. For readers: open to what a newer minor version adds.
 */
export interface ModelRelease {
  /**
   * Version of the schema that this record follows; it is not the version of a program.
   */
  schema_version: string;
  subject?: Subject;
  license?: LicenseFacts;
  weights?: Weights;
  data?: Data;
  lineage?: Lineage;
  /**
   * Parts of the release that no section holds, by kind.
   */
  components?: {
    /**
     * training, validation and test data
     */
    datasets?: Component[];
    /**
     * code that cleans and prepares the data
     */
    "data-preprocessing-code"?: Component[];
    /**
     * the architecture, as code or configuration
     */
    "model-architecture"?: Component[];
    /**
     * the trained weights
     */
    "model-parameters-final"?: Component[];
    /**
     * checkpoints of the training
     */
    "model-parameters-intermediate"?: Component[];
    /**
     * data about the model: version, framework, tags
     */
    "model-metadata"?: Component[];
    /**
     * code that trained it
     */
    "training-code"?: Component[];
    /**
     * code that runs it
     */
    "inference-code"?: Component[];
    /**
     * code that evaluated it
     */
    "evaluation-code"?: Component[];
    /**
     * data that it was evaluated on
     */
    "evaluation-data"?: Component[];
    /**
     * what the evaluation gave
     */
    "evaluation-results"?: Component[];
    /**
     * libraries and tools that it needs
     */
    "supporting-libraries"?: Component[];
    /**
     * the model's card
     */
    "model-card"?: Component[];
    /**
     * the data's card
     */
    "data-card"?: Component[];
    /**
     * a report on how it was made
     */
    "technical-report"?: Component[];
    /**
     * a paper on it
     */
    "research-paper"?: Component[];
    /**
     * examples of what it puts out
     */
    "sample-outputs"?: Component[];
    [k: string]: unknown;
  };
  /**
   * What the publisher claims about openness.
   */
  claims?: Claim[];
  compute?: Compute;
  evaluation?: Evaluation;
  documentation?: Documentation;
  distribution?: Distribution;
  /**
   * Grades by others, kept as theirs.
   */
  attestations?: Attestation[];
  [k: string]: unknown;
}
/**
 * The model that the record describes.
 */
export interface Subject {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    id?: Places;
    name?: Places;
    organization?: Places;
    revision?: Places;
    released?: Places;
    modalities?: Places;
    parameters?: Places;
    architecture?: Places;
    scope?: Places;
    domain?: Places;
    stub?: Places;
    [k: string]: Places;
  };
  /**
   * Hub id (`org/name`) or the publisher's own id.
   */
  id?: string | null;
  /**
   * Name as the publisher writes it.
   */
  name?: string | null;
  /**
   * Who publishes it, as they write themselves or as the Hub names them.
   */
  organization?: string | null;
  /**
   * Commit or version of the repository that was read; null where no repository was.
   */
  revision?: string | null;
  /**
   * Day of first publication, ISO 8601; null where nobody said.
   */
  released?: string | null;
  /**
   * What goes in or comes out; empty where nobody said.
   */
  modalities?: (("text" | "image" | "audio" | "video" | "code" | "tabular" | "graph" | "3d" | "other") | string)[];
  /**
   * Number of parameters (a count, not billions), as stated or as the weights' files say; null where neither does.
   */
  parameters?: number | null;
  /**
   * Architecture as named by the publisher or its configuration file.
   */
  architecture?: string | null;
  /**
   * Whether it is meant for general use or for one domain.
   */
  scope?: ("general" | "specialized" | "unknown") | string;
  /**
   * The domain of a specialized model, as written; null for a general one.
   */
  domain?: string | null;
  /**
   * True for an auto-generated or empty card: nothing in it was written by a person about this model.
   */
  stub?: boolean | null;
  [k: string]: unknown;
}
/**
 * One place that shows a fact.
 */
export interface Evidence {
  /**
   * Kind of place that shows the fact.
   */
  source:
    | ("front-matter" | "prose" | "repo-file" | "hub-api" | "license-text" | "ancestor" | "statement" | "catalog")
    | string;
  /**
   * The file (relative to the repository) or the URL, with `#page=` for a page of a PDF; null where the place has no name.
   */
  path?: string | null;
  /**
   * Line in that file, counted from 1; null where it has no lines.
   */
  line?: number | null;
  /**
   * Column in that line, counted from 1, in characters.
   */
  column?: number | null;
  /**
   * The words that show it, verbatim, at most 160 characters (Unicode code points); null where no words stand there.
   */
  quote?: string | null;
  /**
   * How sure the reading is.
   */
  confidence?: ("certain" | "likely" | "guess") | string;
  /**
   * When the place was read, for places that change (Hub, web); RFC 3339 with offset, null for a file at hand.
   */
  retrieved?: string | null;
  [k: string]: unknown;
}
/**
 * The weights' licence: as declared in fields, as said in prose, as concluded.
 */
export interface LicenseFacts {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    declared?: Places;
    name?: Places;
    link?: Places;
    in_text?: Places;
    parts?: Places;
    concluded?: Places;
    contradiction?: Places;
    [k: string]: Places;
  };
  /**
   * Strings of the card's `license` field, exactly as written; of several nobody says whether all or any apply.
   */
  declared?: string[];
  /**
   * The card's `license_name`, as written; null where it has none.
   */
  name?: string | null;
  /**
   * The card's `license_link`: a URL or a file of the repository, as written; null where it has none.
   */
  link?: string | null;
  /**
   * Licences that the prose gives to the weights (not to code, data or the base model).
   */
  in_text?: InTextLicense[];
  /**
   * Licences stated for a part: code, data, a component, a size or an earlier version. Since schema 1.1.
   */
  parts?: PartLicense[];
  /**
   * SPDX licence expression (`LicenseRef-...` where SPDX has no id) of the weights, or null where nothing can be concluded.
   */
  concluded?: string | null;
  /**
   * True where prose, front matter and licence file give the weights different licences; false where they agree; null where only one speaks.
   */
  contradiction?: boolean | null;
  [k: string]: unknown;
}
/**
 * A licence that the prose gives to the weights.
 */
export interface InTextLicense {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Hub id where the Hub has one, else the name as written.
   */
  license: string;
  [k: string]: unknown;
}
/**
 * A licence that is stated for a part of the release and not for the weights as a whole.
 */
export interface PartLicense {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Which part of the release the licence is for.
   */
  part: ("code" | "data" | "component" | "size" | "version") | string;
  /**
   * What the part is called, as written (`VAE`, `7B`, `v1`); null where it has no name of its own.
   */
  name?: string | null;
  /**
   * Hub id where the Hub has one, else the name as written.
   */
  license: string;
  [k: string]: unknown;
}
/**
 * Access to the model's parameters.
 */
export interface Weights {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    access?: Places;
    form?: Places;
    gating?: Places;
    excluded_territories?: Places;
    formats?: Places;
    checkpoints?: Places;
    files?: Places;
    [k: string]: Places;
  };
  /**
   * Who can get the weights, and how.
   */
  access?: ("public" | "gated" | "on-request" | "api-only" | "hosted-only" | "withheld" | "unknown") | string;
  /**
   * What is in the files: all weights, or a difference to those of another model.
   */
  form?: ("full" | "delta" | "adapter" | "unknown") | string;
  /**
   * How access to a gated repository is granted, as the Hub says; null where it is not gated or nobody said.
   */
  gating?: ("auto" | "manual" | null) | string;
  /**
   * Territories in which access is refused, as ISO 3166 codes or `EU`; empty where nobody said. Since schema 1.1.
   */
  excluded_territories?: string[];
  /**
   * File formats of the weights, for example `safetensors`, `gguf`; told from file names or the card.
   */
  formats?: string[];
  /**
   * Whether intermediate checkpoints of the training are released.
   */
  checkpoints?: ("released" | "withheld" | "unknown") | string;
  /**
   * The files of the weights in the repository at `subject.revision`; empty where no repository was read. Since schema 1.1.
   */
  files?: WeightFile[];
  [k: string]: unknown;
}
/**
 * A file of the weights in the repository, as the Hub or a folder lists it.
 */
export interface WeightFile {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Where the file lies, relative to the repository.
   */
  path: string;
  /**
   * Length in bytes; null where nobody said.
   */
  size?: number | null;
  /**
   * SHA-256 of the file in lower-case hexadecimal digits, as the Hub announces it; null where nobody said.
   */
  sha256?: string | null;
  [k: string]: unknown;
}
/**
 * The data of this release's own training.
 */
export interface Data {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    disclosure?: Places;
    reason?: Places;
    datasets?: Places;
    size?: Places;
    cutoff?: Places;
    deduplication?: Places;
    filtering?: Places;
    synthetic?: Places;
    generators?: Places;
    crawling?: Places;
    opt_out?: Places;
    personal_data?: Places;
    [k: string]: Places;
  };
  /**
   * How far the publisher discloses the data of this release's own training, not of a base model's.
   */
  disclosure?: ("released" | "listed" | "described" | "undisclosed" | "unknown") | string;
  /**
   * The stated reason for not disclosing, as written; null where none is stated.
   */
  reason?: string | null;
  /**
   * Named training datasets; evaluation-only sets are left out.
   */
  datasets?: Dataset[];
  /**
   * Stated size with its unit, as written (tokens, examples, hours, images); null where none is stated.
   */
  size?: string | null;
  /**
   * Stated cut-off or collection period, as written; null where none is stated.
   */
  cutoff?: string | null;
  /**
   * What is said of removing duplicates from the training data.
   */
  deduplication?: ("near" | "exact" | "unspecified" | "none" | "unknown") | string;
  /**
   * What is said of filtering or cleaning the training data.
   */
  filtering?: ("stated" | "none" | "unknown") | string;
  /**
   * Share of the training data that a model generated.
   */
  synthetic?: ("all" | "partial" | "none" | "unknown") | string;
  /**
   * The models that generated training data, as named.
   */
  generators?: Generator[];
  /**
   * What is said about crawlers and crawling, as written; null where nothing is.
   */
  crawling?: string | null;
  /**
   * What is said about opt-outs and rights reservations, as written; null where nothing is.
   */
  opt_out?: string | null;
  /**
   * What is said about personal data, as written; null where nothing is.
   */
  personal_data?: string | null;
  [k: string]: unknown;
}
/**
 * One dataset that the model was trained on.
 */
export interface Dataset {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Name as written; for a Hub dataset its id.
   */
  name: string;
  /**
   * Id on the Hub (`org/name`); null where it is not there or the card does not say.
   */
  id?: string | null;
  /**
   * Where it is described or can be had, as written.
   */
  url?: string | null;
  /**
   * Its licence as the card or its own page writes it; null where neither says.
   */
  license?: string | null;
  /**
   * How others can get it, in the classes of the Open Source AI Definition 1.0.
   */
  access?: ("open" | "public" | "obtainable" | "unshareable" | "unknown") | string;
  /**
   * Kind of source, in the classes of the EU template for the summary of training content and what cards add.
   */
  kind?:
    | (
        | "web-crawl"
        | "public-dataset"
        | "licensed"
        | "third-party-private"
        | "user-data"
        | "code"
        | "synthetic"
        | "human-annotation"
        | "other"
        | "unknown"
      )
    | string;
  /**
   * The training stage it was used in, as written, for example `pretraining`.
   */
  stage?: string | null;
  /**
   * Whether a model generated it; null where nobody said.
   */
  synthetic?: boolean | null;
  [k: string]: unknown;
}
/**
 * A model that generated training data.
 */
export interface Generator {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Hub id where the card gives one, else the name as written.
   */
  model: string;
  [k: string]: unknown;
}
/**
 * Descent and training pipeline.
 */
export interface Lineage {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    from_scratch?: Places;
    bases?: Places;
    stages?: Places;
    [k: string]: Places;
  };
  /**
   * True if stated to be trained from scratch; false where a base is named; null if nobody said.
   */
  from_scratch?: boolean | null;
  /**
   * The models it was derived from, directly.
   */
  bases?: Base[];
  /**
   * The training pipeline, first step first.
   */
  stages?: Stage[];
  [k: string]: unknown;
}
/**
 * A model this one was derived from.
 */
export interface Base {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Hub id where the card gives one, else the name as written.
   */
  model: string;
  /**
   * How this model was made from it.
   */
  relation?:
    | (
        | "finetune"
        | "adapter"
        | "quantized"
        | "merge"
        | "distillation"
        | "continued-pretraining"
        | "conversion"
        | "unspecified"
      )
    | string;
  /**
   * Its licence, as its own card or the Hub says; null where neither was read.
   */
  license?: string | null;
  [k: string]: unknown;
}
/**
 * One step of the training pipeline.
 */
export interface Stage {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * What kind of training.
   */
  kind:
    | (
        | "pretraining"
        | "continued-pretraining"
        | "long-context"
        | "finetuning"
        | "instruction-tuning"
        | "preference-tuning"
        | "distillation"
        | "merging"
        | "quantization"
        | "other"
      )
    | string;
  /**
   * Whether it made the base model or the end model.
   */
  scope?: ("base" | "end" | "unknown") | string;
  /**
   * The model this stage started from or produced, as written.
   */
  model?: string | null;
  /**
   * Names of the datasets of this stage, as written.
   */
  datasets?: string[];
  /**
   * Stated amount of data with its unit, as written, for example `2T tokens`; null where none is stated.
   */
  tokens?: string | null;
  /**
   * Stated hyperparameters, as written; null where none are stated.
   */
  hyperparameters?: string | null;
  /**
   * How far the data of this stage is disclosed.
   */
  disclosure?: ("released" | "listed" | "described" | "undisclosed" | "unknown") | string;
  /**
   * Whether the weights after this stage are released.
   */
  weights?: ("released" | "withheld" | "unknown") | string;
  /**
   * Whether the code of this stage is released.
   */
  code?: ("released" | "withheld" | "unknown") | string;
  [k: string]: unknown;
}
/**
 * One released (or withheld) part of the model.
 */
export interface Component {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Name as written; null where it has none of its own.
   */
  name?: string | null;
  /**
   * Whether it can be had, as the publisher says or the repository shows.
   */
  availability?: ("released" | "partial" | "withheld" | "unknown") | string;
  /**
   * Its own licence as written, where it differs from the weights'; null where none is given to it.
   */
  license?: string | null;
  /**
   * Where it is: a URL as written, or a file of the repository.
   */
  url?: string | null;
  [k: string]: unknown;
}
/**
 * Something the publisher says of the model's openness, in the publisher's words.
 */
export interface Claim {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * What is claimed; whether it holds is a question for the rules.
   */
  claim: ("open-source" | "open-weights" | "commercial-use-allowed" | "research-only") | string;
  [k: string]: unknown;
}
/**
 * What the training took.
 */
export interface Compute {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    reported?: Places;
    hardware?: Places;
    hours?: Places;
    flops?: Places;
    emissions_reported?: Places;
    emissions?: Places;
    [k: string]: Places;
  };
  /**
   * Whether hardware, hours or operations are stated.
   */
  reported?: ("stated" | "unknown") | string;
  /**
   * Hardware as written, for example `64 A100-80GB`; null where not stated.
   */
  hardware?: string | null;
  /**
   * Device hours (accelerators times wall-clock hours), as stated; null where not stated.
   */
  hours?: number | null;
  /**
   * Floating-point operations of the whole training (a count, not a rate), as stated; null where not stated.
   */
  flops?: number | null;
  /**
   * Whether energy or emissions are stated.
   */
  emissions_reported?: ("stated" | "unknown") | string;
  /**
   * Energy or CO2 as written, with its unit (kWh, kg CO2eq); null where not stated.
   */
  emissions?: string | null;
  [k: string]: unknown;
}
/**
 * What is said of the model's quality, and who can verify it.
 */
export interface Evaluation {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    reported?: Places;
    results?: Places;
    outsiders?: Places;
    [k: string]: Places;
  };
  /**
   * Whether numbers are stated in the card, its `model-index` or a report.
   */
  reported?: ("stated" | "unknown") | string;
  /**
   * Results of the card's `model-index`.
   */
  results?: Result[];
  /**
   * Whether others can evaluate the model themselves, by its weights or by an interface.
   */
  outsiders?: ("yes" | "no" | "unknown") | string;
  [k: string]: unknown;
}
/**
 * One reported evaluation result.
 */
export interface Result {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * Name of the benchmark or dataset, as written.
   */
  benchmark: string;
  /**
   * Name of the metric, as written.
   */
  metric?: string | null;
  /**
   * Value as written; its unit is the metric's.
   */
  value?: string | null;
  [k: string]: unknown;
}
/**
 * The documents that come with the model.
 */
export interface Documentation {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    papers?: Places;
    datasheet?: Places;
    limitations?: Places;
    intended_use?: Places;
    usage?: Places;
    contact?: Places;
    training_code?: Places;
    [k: string]: Places;
  };
  /**
   * Papers about this model, not about its base or its data.
   */
  papers?: Paper[];
  /**
   * Whether there is a datasheet or data card of the training data.
   */
  datasheet?: ("stated" | "unknown") | string;
  /**
   * Whether limitations, risks or biases are stated.
   */
  limitations?: ("stated" | "unknown") | string;
  /**
   * Whether intended or out-of-scope use is stated.
   */
  intended_use?: ("stated" | "unknown") | string;
  /**
   * Whether technical means of use (instructions, code) are given.
   */
  usage?: ("stated" | "unknown") | string;
  /**
   * Whether a way to reach the publisher is given.
   */
  contact?: ("stated" | "unknown") | string;
  training_code?: TrainingCode;
  [k: string]: unknown;
}
/**
 * A paper about this model.
 */
export interface Paper {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * arXiv id without version (`2307.09288`), or URL.
   */
  ref: string;
  /**
   * Kind of publication, told from where it is published.
   */
  kind?: ("preprint" | "peer-reviewed" | "report" | "unknown") | string;
  [k: string]: unknown;
}
/**
 * The code that trained this model.
 */
export interface TrainingCode {
  /**
   * Whether it is released, as said or as the link shows.
   */
  value?: ("released" | "withheld" | "unknown") | string;
  /**
   * Where it is, as written; null where no place is given.
   */
  url?: string | null;
  [k: string]: unknown;
}
/**
 * Ways of distribution, and what they cost.
 */
export interface Distribution {
  /**
   * For each stated field of this section, by the field's name, the places that show it.
   */
  evidence?: {
    channels?: Places;
    price?: Places;
    dual_licensing?: Places;
    paid_only?: Places;
    [k: string]: Places;
  };
  /**
   * Ways of distribution.
   */
  channels?: Channel[];
  /**
   * Price as said, with its currency and unit; null where nothing is said.
   */
  price?: string | null;
  /**
   * What is said about a second, paid licence, as written; null where nothing is.
   */
  dual_licensing?: string | null;
  /**
   * Whether it can be had only for money; null where nobody said.
   */
  paid_only?: boolean | null;
  [k: string]: unknown;
}
/**
 * One way the model reaches people.
 */
export interface Channel {
  /**
   * The places that show this item.
   *
   * @minItems 1
   */
  evidence: [Evidence, ...Evidence[]];
  /**
   * What kind of way it is.
   */
  kind: ("hub" | "api" | "package" | "hosted" | "other") | string;
  /**
   * Where it is, as written.
   */
  url?: string | null;
  [k: string]: unknown;
}
/**
 * A grade that somebody else gave; never turned into facts.
 */
export interface Attestation {
  /**
   * Who graded: an organization, an index or a person.
   */
  by: string;
  /**
   * By which instrument, with its edition, for example `OSAI index 1.4`.
   */
  framework: string;
  /**
   * Which criterion, as the instrument names it; null for the whole.
   */
  criterion?: string | null;
  /**
   * The grade as they write it; scales differ, so it is text.
   */
  grade: string;
  /**
   * Day on which they gave it, as they say; null where they do not say.
   */
  date?: string | null;
  /**
   * Where they published it.
   */
  url?: string | null;
  [k: string]: unknown;
}
