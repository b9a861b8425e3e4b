// a page that is not cross-origin isolated has no shared memory, and no other thread to share it with
const Memory = typeof SharedArrayBuffer === 'undefined' ? ArrayBuffer : SharedArrayBuffer

/** Typed arrays of `length` zeros that every thread sees. */
export const sharedUint8 = (length: number): Uint8Array => new Uint8Array(new Memory(length))
export const sharedUint16 = (length: number): Uint16Array => new Uint16Array(new Memory(length * 2))
export const sharedUint32 = (length: number): Uint32Array => new Uint32Array(new Memory(length * 4))
export const sharedFloat32 = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4))
