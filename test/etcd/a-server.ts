import { type DescMessage, type DescMethodUnary, fromBinary, type MessageShape, toBinary } from '@bufbuild/protobuf';
import { type Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';

/** A refusal in gRPC's terms: status code and words. */
export type Refused = { readonly code: number; readonly details: string };

type Done<T> = (error: Refused | null, value?: T) => void;

/** Makes a server that is not etcd give the answers a test wants. */
export function answer<I extends DescMessage, O extends DescMessage>(
  to: Server,
  method: DescMethodUnary<I, O>,
  give: (request: MessageShape<I>) => MessageShape<O> | Refused,
): void {
  const definition = {
    path: `/${method.parent.typeName}/${method.name}`,
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes: Buffer) => fromBinary(method.input, bytes),
    requestSerialize: (message: MessageShape<I>) => Buffer.from(toBinary(method.input, message)),
    responseDeserialize: (bytes: Buffer) => fromBinary(method.output, bytes),
    responseSerialize: (message: MessageShape<O>) => Buffer.from(toBinary(method.output, message)),
  };
  const implementation: UntypedServiceImplementation = {
    [method.name]: ({ request }: { request: MessageShape<I> }, done: Done<MessageShape<O>>) => {
      const given = give(request);
      if ('details' in given && 'code' in given) done({ code: Number(given.code), details: String(given.details) });
      else done(null, given);
    },
  };
  to.addService({ [method.name]: definition }, implementation);
}

/** Starts the server on a free port of this machine and tells its endpoint. */
export async function listen(server: Server): Promise<string> {
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return `http://127.0.0.1:${port}`;
}
