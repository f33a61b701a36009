/** The version of the package. A test holds it to `package.json`, so start-up reads no file for it. */
export const VERSION = '0.1.0';
