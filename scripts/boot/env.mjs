/** The environment this boot was called in: read here, passed on from here. */
export const environment = process.env
