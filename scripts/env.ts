/** The environment of `npm start` and `npm test`: read here, passed on from here. */
export const environment: NodeJS.ProcessEnv = process.env
