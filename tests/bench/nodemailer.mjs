// Nodemailer's well-known table, the nearest relative of the offline path, in nanoseconds a look-up.
import { createRequire } from 'node:module';

const wellKnown = createRequire(process.argv[2])('nodemailer/lib/well-known');
const domains = ['outlook.com', 'hotmail.com', 'gmail.com', 'yahoo.com', 'icloud.com', 'aol.com', 'fastmail.com', 'zoho.com', 'mail.ru', 'qq.com'];

const rounds = 300_000;
let found = 0;
for (let i = 0; i < 20_000; i++) found += wellKnown(domains[i % domains.length]) ? 1 : 0;
const begin = process.hrtime.bigint();
for (let i = 0; i < rounds; i++) found += wellKnown(domains[i % domains.length]) ? 1 : 0;
const nanoseconds = Number(process.hrtime.bigint() - begin) / rounds;
console.log(JSON.stringify({ nanoseconds, found }));
