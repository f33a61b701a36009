export { figuresOf, type Count, type Figure } from './analytics.ts';
export { logger, type Logger } from './logger.ts';
export { Mailer, type Letter, type Post } from './mailer.ts';
