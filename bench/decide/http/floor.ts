import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post, UnauthorizedException } from '@nestjs/common';
import { Headers } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

// node bench/decide/http/floor.ts PORT TOKEN
// The least that a NestJS + Fastify service does: it checks a token and answers a constant of the same size.
const [port = '0', token = ''] = process.argv.slice(2);
const wanted = createHash('sha256').update(token).digest('hex');
const ANSWER = {
  effect: 'permit',
  obligations: [],
  reasons: ['use.account.service'],
  explanation: 'Use of "E-mail address" for "Service provision" is permitted.',
  policyVersion: wanted,
  decisionId: '00000000-0000-4000-8000-000000000000',
};

class Floor {
  decide(body: { readonly requests?: readonly unknown[] }, authorization: string): object {
    const given = createHash('sha256').update(authorization.slice('Bearer '.length)).digest('hex');
    if (given !== wanted) throw new UnauthorizedException();
    if (body.requests === undefined) return ANSWER;
    return { decisions: body.requests.map(() => ANSWER) };
  }
}

// Decorators as the functions they are: Node strips types, it does not compile.
const method = Object.getOwnPropertyDescriptor(Floor.prototype, 'decide');
if (method === undefined) throw new Error('the class has no such method');
Post()(Floor.prototype, 'decide', method);
HttpCode(200)(Floor.prototype, 'decide', method);
Body()(Floor.prototype, 'decide', 0);
Headers('authorization')(Floor.prototype, 'decide', 1);
Controller('v1/decisions')(Floor);

class FloorModule {
  readonly name = 'floor';
}
Module({ controllers: [Floor] })(FloorModule);

const app = await NestFactory.create(FloorModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(port), '127.0.0.1');
console.log('ready');
