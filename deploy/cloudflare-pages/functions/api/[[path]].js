import { relay } from '../../../edge/relay.js';

export const onRequest = ({ request }) => relay(request);
