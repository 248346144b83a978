// Parses an AsyncAPI document with the official parser, and prints what it finds, a line each.
import { Parser, fromFile } from "@asyncapi/parser";

// Protobuf is named, not written out: whether the names are right is our own tests' affair.
const protobuf = {
  getMimeTypes: () => ["application/vnd.google.protobuf;version=3"],
  validate: async ({ data }) =>
    typeof data === "string" && /\.proto#\w+$/.test(data) ? [] : [{ message: "expected FILE.proto#Message" }],
  parse: async () => ({}),
};
const parser = new Parser();
parser.registerSchemaParser(protobuf);

const { document, diagnostics } = await fromFile(parser, process.argv[2]).parse();
for (const found of diagnostics) {
  const severity = ["error", "warning", "information", "hint"][found.severity];
  console.log(`${severity} ${found.code} at ${found.path.join(".")}: ${found.message}`);
}
if (document) {
  console.log(
    `parsed ${document.channels().all().length} channels, ${document.operations().all().length} operations, ` +
      `${document.components().messages().all().length} messages`,
  );
}
process.exit(document ? 0 : 1);
