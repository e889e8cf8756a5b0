// Writes summary.xml beside it with the library @medplum/ccda, from ../note.txt.
//
// The library is no dependency of ours; make it a folder of its own and run the script there:
//
//     npm install @medplum/ccda@4.5.2 && node make.mjs tests/ingest/samples
import fs from 'node:fs';
import path from 'node:path';
import { convertCcdaToXml, convertFhirToCcda } from '@medplum/ccda';

const samples = process.argv[2];
const [title, ...lines] = fs.readFileSync(path.join(samples, 'note.txt'), 'utf8').trimEnd().split('\n');
const escaped = (line) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const narrative = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
const resources = [
  {
    resourceType: 'Composition',
    id: 'DOC-2',
    status: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '34133-9' }] },
    title,
    date: '2026-03-04T10:50:00Z',
    subject: { reference: 'Patient/p1' },
    author: [{ reference: 'Practitioner/d1' }],
    section: [
      {
        title,
        code: { coding: [{ system: 'http://loinc.org', code: '51848-0' }] },
        text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${narrative}</div>` },
      },
    ],
  },
  {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'urn:oid:2.16.840.1.113883.19.5', value: '0001' }],
    name: [{ family: 'A', given: ['Sample'] }],
  },
  {
    resourceType: 'Practitioner',
    id: 'd1',
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
    name: [{ family: 'Sample', given: ['Jordan'] }],
  },
];
const bundle = {
  resourceType: 'Bundle',
  type: 'document',
  entry: resources.map((resource) => ({ resource })),
};
fs.writeFileSync(path.join(samples, 'cda', 'summary.xml'), convertCcdaToXml(convertFhirToCcda(bundle)));
