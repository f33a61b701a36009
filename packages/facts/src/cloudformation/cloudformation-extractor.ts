import type { Extractor } from '../extraction.ts';
import { extractCloudFormation } from './extract-cloudformation.ts';

/** Templates have no name of their own: they are known by what stands in them. */
export const cloudFormationExtractor: Extractor = {
  name: 'CloudFormation',
  reads: (path) => /\.(?:ya?ml|json|template|cfn|cform|cloudformation|sam|stack)$/u.test(path),
  recognises: (text) =>
    /\bType["']?\s*:\s*["']?(?:AWS|Alexa)::|\bAWSTemplateFormatVersion\b/u.test(text),
  extract: extractCloudFormation,
};
