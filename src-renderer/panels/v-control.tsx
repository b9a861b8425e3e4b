import { memo, type ReactElement, useDeferredValue, useMemo, useState } from 'react'
import { voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import type { Parameter } from '../../src-shared/parameters.ts'
import { placeOfV, stepV, vAtPlace } from '../state/log-scale.ts'
import { removedParts } from '../state/method.ts'
import { setParameter } from '../state/parameter-changes.ts'
import { rugMarks } from '../state/rug.ts'
import { ownInfo, useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Slider } from '../ui/slider.tsx'
import css from './v-control.module.css'

const c = classes(css)
const columns = 160
const highest = 8
const scale = [0, 10, 100, 1000, 10_000]

/**
 * V: the smallest part that stays. What moving it does is counted here from the sizes of all parts, so that it shows at once;
 * the mask follows. The slider moves with the hand; figures around it come once slices are drawn.
 */
export function VControl({ parameter, value }: { parameter: Parameter; value: number }): ReactElement {
  const t = useText()
  const parts = useSegmentation((state) => ownInfo(state)?.parts ?? null)
  const settled = useDeferredValue(value)
  const inMm3 = parameter.unit === 'mm³'
  const measure = parts?.pixelMeasure ?? 1
  const goes = removedParts(parts?.sizes ?? [], inMm3 ? value / measure : value)
  const [inPx, inMeasure] = inMm3 ? [value / measure, value] : [value, value * measure]
  const unit = inMm3 ? 'mm³' : (parts?.pixelUnit ?? 'mm²')
  const set = (next: number, final: boolean): void => setParameter(parameter.name, next, final)
  return (
    <div className={c('control')}>
      <Fields parameter={parameter} value={settled} />
      <Rug value={settled} scale={inMm3 ? measure : 1} />
      <Slider
        large
        label={t.method.vSlider}
        value={placeOfV(value)}
        minimum={0}
        maximum={1}
        step={0.001}
        onChange={(place) => set(vAtPlace(place), false)}
        onChangeEnd={(place) => set(vAtPlace(place), true)}
        onStep={(direction) => set(stepV(value, direction), true)}
        onReset={() => resetV(parameter)}
        valueText={t.method.vValue(short(inPx), inMeasure, unit, goes.parts, parts?.total ?? 0)}
      />
      <Scale />
      <Counts parameter={parameter} value={settled} />
    </div>
  )
}

const short = (figure: number): number => Number(figure.toFixed(figure < 10 ? 1 : 0))
const resetV = ({ name, defaultValue }: Parameter): void => setParameter(name, defaultValue, true)

interface VProps {
  readonly parameter: Parameter
  readonly value: number
}

/** V as a number, in pixels and as the area or volume they are. */
const Fields = memo(function Fields({ parameter, value }: VProps): ReactElement {
  const t = useText()
  const parts = useSegmentation((state) => ownInfo(state)?.parts ?? null)
  const { name, minimum = 0, maximum = 10_000 } = parameter
  const measure = parts?.pixelMeasure ?? 1
  const inMm3 = parameter.unit === 'mm³'
  const unit = inMm3 ? 'mm³' : (parts?.pixelUnit ?? 'mm²')
  const [inPx, inMeasure] = inMm3 ? [value / measure, value] : [value, value * measure]
  /** What was done to a typed value, as long as the value it became stands. */
  const [note, setNote] = useState({ text: '', value: 0 })
  const explain = (px: number): void => {
    const taken = Math.min(maximum, Math.max(minimum, Math.round(px)))
    const inRange = px >= minimum && px <= maximum
    const text = px === taken ? '' : inRange ? t.method.vRounded(px, taken) : t.method.vLimited(px, taken)
    setNote({ text, value: taken })
  }
  const setHeld = (next: number): void =>
    setParameter(name, Math.min(maximum, Math.max(minimum, Math.round(next))), true)
  return (
    <>
      <div className={c('fields')}>
        <span>{t.method.removeUnder}</span>
        <NumberField
          label={t.method.vInPx}
          value={short(inPx)}
          minimum={minimum}
          maximum={inMm3 ? maximum / measure : maximum}
          unit="px"
          width={84}
          active={!inMm3}
          {...(inMm3 ? { step: 0.1, maximumFractionDigits: 1, isDisabled: parts === null } : {})}
          onChange={(next) => setHeld(inMm3 ? next * measure : next)}
          {...(inMm3 ? {} : { onTyped: explain })}
        />
        <span className={c('equals')}>=</span>
        <NumberField
          label={t.method.vInMeasure(unit)}
          value={short(inMeasure)}
          minimum={minimum}
          maximum={inMm3 ? maximum : maximum * measure}
          step={inMm3 ? 1 : 0.1}
          maximumFractionDigits={1}
          active={inMm3}
          unit={unit}
          width={96}
          isDisabled={parts === null}
          onChange={(next) => setHeld(inMm3 ? next : next / measure)}
        />
      </div>
      {note.text !== '' && note.value === value && (
        <p className={c('note')} role="status">
          {note.text}
        </p>
      )}
    </>
  )
})

const Scale = memo(function Scale(): ReactElement {
  const t = useText()
  return (
    <div className={c('scale')} aria-hidden="true">
      {scale.map((mark) => (
        <span key={mark} style={{ left: `${placeOfV(mark) * 100}%` }}>
          {t.formats.number(mark)}
        </span>
      ))}
    </div>
  )
})

/** How many parts V takes away, and the way back to its default. */
const Counts = memo(function Counts({ parameter, value }: VProps): ReactElement {
  const t = useText()
  const parts = useSegmentation((state) => ownInfo(state)?.parts ?? null)
  const grid = useVolume((state) => state.info?.grid ?? null)
  const inPx = parameter.unit === 'mm³' ? value / (parts?.pixelMeasure ?? 1) : value
  const goes = removedParts(parts?.sizes ?? [], inPx)
  const ml = grid === null ? 0 : (goes.voxels * voxelVolumeMm3(grid)) / 1000
  return (
    <div className={c('counts')}>
      <span className={c('hatch')} />
      <span>
        {parts === null ? (
          t.method.waiting
        ) : (
          <>
            <strong>{t.method.removedParts(goes.parts, parts.total)}</strong>
            {t.method.removedMl(ml)}
          </>
        )}
      </span>
      <Button kind="link" isDisabled={value === parameter.defaultValue} onPress={() => resetV(parameter)}>
        {t.method.resetV(Number(parameter.defaultValue))}
      </Button>
    </div>
  )
})

/** `scale`: what a pixel counts in the unit of V. */
const Rug = memo(function Rug({ value, scale: unitOfPx }: { value: number; scale: number }): ReactElement {
  const t = useText()
  const parts = useSegmentation((state) => ownInfo(state)?.parts ?? null)
  const sizes = parts?.sizes
  const marks = useMemo(() => {
    const scaled = (sizes ?? []).map(([px, count]) => [px * unitOfPx, count] as const)
    return rugMarks(scaled, value, columns, highest)
  }, [sizes, value, unitOfPx])
  const goes = removedParts(sizes ?? [], value / unitOfPx).parts
  const path = (wanted: boolean): string =>
    marks
      .filter((mark) => mark.goes === wanted)
      .map(({ column, height }) =>
        Array.from({ length: height }, (_, n) => `M${column * 2} ${21 - n * 2.5}h1.4v1.4h-1.4z`).join(''),
      )
      .join('')
  return (
    <div className={c('rug')}>
      <svg
        viewBox={`0 0 ${columns * 2 - 1} 24`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.method.rug(goes, parts?.total ?? 0)}
      >
        <path className={c('goes')} d={path(true)} />
        <path className={c('stays')} d={path(false)} />
      </svg>
    </div>
  )
})
