export { relay as default } from '../edge/relay.js';

export const config = { runtime: 'edge' };
