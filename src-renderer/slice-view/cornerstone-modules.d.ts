// biome-ignore-all lint/style/noDefaultExport: the packages described here export nothing else
/** The parts of cornerstone-tools 6 that the slice view uses; the package ships no types. */
declare module 'cornerstone-tools' {
  export interface ToolEventDetail {
    readonly element: HTMLElement
    readonly viewport: { voi: { windowWidth: number; windowCenter: number } }
    readonly deltaPoints: { readonly page: { readonly x: number; readonly y: number } }
  }
  export interface ToolOptions {
    mouseButtonMask?: number[]
    isMouseActive?: boolean
    isTouchActive?: boolean
  }
  export interface Tool {
    readonly name: string
    mergeOptions(options: ToolOptions): void
  }
  export interface ToolProps {
    strategies?: Readonly<Record<string, (event: CustomEvent<ToolEventDetail>) => void>>
    configuration?: Readonly<Record<string, number | boolean>>
  }
  export type ToolClass = new (props?: ToolProps) => Tool
  interface CornerstoneTools {
    readonly external: { cornerstone: unknown; cornerstoneMath: unknown; Hammer: unknown }
    init(configuration: Readonly<Record<string, boolean>>): void
    getModule(name: 'segmentation'): {
      configuration: { segmentsPerLabelmap: number }
      state: { series: Record<string, unknown> }
    }
    addToolForElement(element: HTMLElement, tool: ToolClass, props?: ToolProps): void
    getToolForElement(element: HTMLElement, name: string): Tool | undefined
    setToolActiveForElement(element: HTMLElement, name: string, options: ToolOptions): void
    readonly WwwcTool: ToolClass
    readonly PanTool: ToolClass
    readonly ZoomTool: ToolClass
    readonly ZoomTouchPinchTool: ToolClass
  }
  const cornerstoneTools: CornerstoneTools
  export default cornerstoneTools
}

declare module 'cornerstone-math' {
  const cornerstoneMath: object
  export default cornerstoneMath
}

declare module 'hammerjs' {
  const Hammer: object
  export default Hammer
}
