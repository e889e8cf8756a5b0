// Write npm.docx beside this file with the npm package docx: a header, lines, and a table.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const { Document, Header, Packer, Paragraph, Table, TableCell, TableRow, TextRun } = require("docx");

const here = new URL(".", import.meta.url);
const lines = readFileSync(new URL("../note.txt", here), "utf8").trimEnd().split("\n");
const cell = (text) => new TableCell({ children: [new Paragraph(text)] });
const rows = [["Code", "Minutes", "Units"], ["97530", "23", "2"], ["97110", "", "1"]];
const document = new Document({
  sections: [
    {
      headers: { default: new Header({ children: [new Paragraph("Sample Clinic")] }) },
      children: [
        ...lines.map((line) => new Paragraph({ children: [new TextRun(line)] })),
        new Table({ rows: rows.map((cells) => new TableRow({ children: cells.map(cell) })) }),
      ],
    },
  ],
});
writeFileSync(new URL("npm.docx", here), await Packer.toBuffer(document));
