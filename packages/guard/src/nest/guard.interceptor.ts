import {
  ForbiddenException,
  HttpException,
  Injectable,
  ServiceUnavailableException,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Decision, DecisionRequest } from '@troth/decisions';
import { catchError, concatMap, from, Observable, switchMap, type ObservableInput } from 'rxjs';
import { denialIn, type GuardRule } from '../denial.ts';
import { Guard } from '../guard.ts';
import { unkept } from '../obligations.ts';
import { requestOf } from '../prisma/check-query.ts';
import { runIn, type AnsweredRight, type Mode, type Scope } from '../scope.ts';
import { Traces } from '../traces.ts';
import { collectedBy } from './collected.ts';
import { ANSWERS, MODE, PURPOSE, RIGHT, USES, type Use } from './decorators.ts';
import { GuardModuleOptions } from './guard-module-options.ts';
import { shownAnswer, type Showing } from './shown-answer.ts';

type Purposed = Scope & { readonly purpose: string };

interface Shown {
  readonly request: DecisionRequest;
  readonly decision: Decision;
  readonly how: Showing;
}

const RULES: Readonly<Record<Use['action'], GuardRule>> = {
  collect: 'collection/undeclared-data',
  store: 'collection/undeclared-data',
  use: 'purpose/undeclared-use',
  access: 'purpose/undeclared-use',
  share: 'sharing/undeclared-category',
  disclose: 'sharing/undeclared-category',
};

/** Decides before a handler runs, gives its purpose to all that it does, and shows what may be shown. */
@Injectable()
export class GuardInterceptor implements NestInterceptor {
  readonly #guard: Guard;
  readonly #reflector: Reflector;
  readonly #options: GuardModuleOptions;

  constructor(guard: Guard, reflector: Reflector, options: GuardModuleOptions) {
    this.#guard = guard;
    this.#reflector = reflector;
    this.#options = options;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const scope = this.#scopeOf(context);
    const answer = new Observable<unknown>((subscriber) =>
      runIn(scope, () =>
        from(this.#before(context, scope))
          .pipe(
            switchMap((): ObservableInput<unknown> => runIn(scope, () => next.handle())),
            concatMap((value) => this.#after(context, scope, value)),
          )
          .subscribe(subscriber),
      ),
    );
    return answer.pipe(
      catchError((error: unknown) => {
        throw exceptionOf(error);
      }),
    );
  }

  async #before(context: ExecutionContext, scope: Scope): Promise<void> {
    if (!isPurposed(scope)) return;
    const uses = this.#stated(USES, context);
    for (const use of isUses(uses) ? uses : []) await this.#decide(use, scope);
    const shapes = parametersOf(context);
    const { body } = context.switchToHttp().getRequest<{ readonly body?: unknown }>();
    const collected = shapes.flatMap((shape) => collectedBy(body, shape));
    for (const { value, categories } of collected) scope.traces.add(value, categories);
    const data = [...new Set(collected.flatMap(({ categories }) => categories))];
    if (data.length === 0) return;
    await this.#decide({ action: 'collect', data, context: { source: 'data-subject' } }, scope);
  }

  /** Values and streams of other shapes pass as they are. */
  async #after(context: ExecutionContext, scope: Scope, value: unknown): Promise<unknown> {
    const shape = this.#stated(ANSWERS, context);
    if (shape === undefined || !isPurposed(scope)) return value;
    const asked = new Map<string, Shown>();
    const answer = shownAnswer(value, shape, (categories) => {
      const key = categories.join();
      const shown = asked.get(key) ?? this.#shown(categories, scope);
      asked.set(key, shown);
      return shown.how;
    });
    // Written down before the answer leaves, or it does not leave.
    for (const { how, decision, request } of asked.values())
      if (how !== 'removed') await this.#guard.logAccess(decision, request, scope.where);
    return answer;
  }

  #shown(data: readonly string[], scope: Purposed): Shown {
    const request = requestOf(this.#guard, { action: 'use', data }, scope);
    const decision = this.#guard.decide(request);
    return { request, decision, how: this.#showing(decision, scope) };
  }

  #showing(decision: Decision, scope: Purposed): Showing {
    const isMasked = decision.obligations.some(({ type }) => type === 'mask');
    const owed = unkept(this.#guard, decision, SEEN_TO);
    if (decision.effect === 'permit' && owed === undefined)
      return isMasked && scope.mode === 'enforce' ? 'masked' : 'shown';
    // Taking the field out is how this place enforces; the rest of the answer goes on.
    const denial = denialOf('purpose/undeclared-use', decision, scope);
    this.#guard.report.add(owed === undefined ? denial : { ...denial, message: owed }, scope.mode);
    return scope.mode === 'enforce' ? 'removed' : 'shown';
  }

  async #decide({ action, data, recipient, context }: Use, scope: Purposed): Promise<void> {
    const request: DecisionRequest = {
      ...requestOf(this.#guard, { action, data }, scope),
      ...(recipient !== undefined && { recipient }),
      ...(context && { context }),
    };
    const decision = this.#guard.decide(request);
    const owed = unkept(this.#guard, decision, SEEN_TO);
    if (decision.effect === 'deny' || owed !== undefined) {
      const rule = this.#guard.policy === undefined ? 'guard/no-policy' : RULES[action];
      const denial = denialOf(rule, decision, scope);
      this.#guard.refuse(owed === undefined ? denial : { ...denial, message: owed }, scope.mode);
      return;
    }
    await this.#guard.logAccess(decision, request, scope.where);
  }

  #scopeOf(context: ExecutionContext): Scope {
    const request = context.switchToHttp().getRequest<unknown>();
    const purpose = this.#stated(PURPOSE, context);
    const mode = this.#stated(MODE, context);
    const right = this.#stated(RIGHT, context);
    const subject = this.#options.subjectOf?.(request);
    const actor = this.#options.actorOf?.(request);
    return {
      mode: isMode(mode) ? mode : this.#options.mode,
      where: `${context.getClass().name}.${context.getHandler().name}`,
      traces: new Traces(),
      ...(typeof purpose === 'string' && { purpose }),
      ...(isRight(right) && { right }),
      ...(subject && { subject }),
      ...(actor && { actor }),
    };
  }

  #stated(key: string, context: ExecutionContext): unknown {
    return this.#reflector.getAllAndOverride<unknown>(key, [
      context.getHandler(),
      context.getClass(),
    ]);
  }
}

/** The classes of a handler's parameters, as the compiler wrote them down. */
function parametersOf(context: ExecutionContext): readonly unknown[] {
  const prototype: unknown = Reflect.get(context.getClass(), 'prototype');
  if (typeof prototype !== 'object' || prototype === null) return [];
  const { name } = context.getHandler();
  const shapes: unknown = Reflect.getMetadata('design:paramtypes', prototype, name);
  return Array.isArray(shapes) ? shapes : [];
}

function isUses(value: unknown): value is readonly Use[] {
  return Array.isArray(value);
}

function isMode(value: unknown): value is Mode {
  return value === 'report' || value === 'enforce';
}

function isRight(value: unknown): value is AnsweredRight {
  return value === 'access' || value === 'export' || value === 'portability';
}

function isPurposed(scope: Scope): scope is Purposed {
  return scope.purpose !== undefined;
}

function denialOf(rule: GuardRule, { reasons, explanation }: Decision, { where }: Scope) {
  const [clause] = reasons;
  return { rule, where, message: explanation, ...(clause !== undefined && { clause }) };
}

/** Answers are masked, and accesses logged; all else a handler must have seen to, by its `context`. */
const SEEN_TO = { masks: true, logs: true };

/** A denial is 403 with the clause; without a policy it is 503: it may pass. */
function exceptionOf(error: unknown): unknown {
  const denial = denialIn(error);
  if (denial === undefined || error instanceof HttpException) return error;
  const { rule, clause, message } = denial;
  const body = { title: 'The privacy policy does not allow this.', rule, clause, detail: message };
  return rule === 'guard/no-policy'
    ? new ServiceUnavailableException({ status: 503, ...body }, { cause: error })
    : new ForbiddenException({ status: 403, ...body }, { cause: error });
}
