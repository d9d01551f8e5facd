#!/usr/bin/env node
// Checks that every catalogue of languages/ has the messages of English, with their placeholders and its plural forms.
import { fileURLToPath } from 'node:url';
import { catalogues, problemsOf } from './post-build/words.mjs';

const all = catalogues(fileURLToPath(new URL('../languages', import.meta.url)));
const problems = Object.entries(all).flatMap(([tag, own]) => problemsOf(tag, own, all.en));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length ? 1 : 0;
