/** The event type of the metadata on every message of ours. */
export const EVENT_TYPE = 'etcd_chatops';
