declare module 'gltf-validator' {
  export interface ValidationReport {
    readonly issues: {
      readonly numErrors: number
      readonly numWarnings: number
      readonly numInfos: number
      readonly messages: readonly { readonly code: string; readonly message: string }[]
    }
    readonly info: { readonly version: string; readonly totalTriangleCount: number; readonly totalVertexCount: number }
  }
  export function validateBytes(
    bytes: Uint8Array,
    options?: { readonly maxIssues?: number; readonly writeTimestamp?: boolean },
  ): Promise<ValidationReport>
}
