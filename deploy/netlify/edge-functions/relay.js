export { relay as default } from '../../edge/relay.js';

export const config = { path: '/api/*' };
