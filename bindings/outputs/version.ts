/** Version of the package, for what is written; a test holds it to the one of package.json. */
export const VERSION = "0.1.0";
