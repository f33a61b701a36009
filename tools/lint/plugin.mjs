import clockIsAParameter from './clock-is-a-parameter.mjs';
import fileName from './file-name.mjs';
import noFlagParameter from './no-flag-parameter.mjs';

/** The rules of this house that no stock rule sees. */
export default {
  meta: { name: 'troth' },
  rules: {
    'clock-is-a-parameter': clockIsAParameter,
    'file-name': fileName,
    'no-flag-parameter': noFlagParameter,
  },
};
