import { relay } from '../../../edge/relay.js';

/** @param {{ request: Request }} context */
export const onRequest = ({ request }) => relay(request);
