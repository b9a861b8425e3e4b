import { memo, type ReactElement, useMemo } from 'react'
import type { Parameter, ParameterValues } from '../../src-shared/parameters.ts'
import type { Stage } from '../../src-shared/segmentation/method.ts'
import { isV, parametersOf } from '../state/method.ts'
import { setParameter } from '../state/parameter-changes.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { classes } from '../ui/classes.ts'
import { NumberField } from '../ui/number-field.tsx'
import { Select } from '../ui/select.tsx'
import { Slider } from '../ui/slider.tsx'
import css from './stage-list.module.css'
import { parameterWords } from './stage-words.ts'
import { VControl } from './v-control.tsx'

const c = classes(css)

/** The parameters of a stage, read off its schema; nothing is listed here by hand. */
export function StageForm({ stage }: { stage: Stage }): ReactElement | null {
  const t = useText()
  const parameters = useMemo(() => parametersOf(stage).map((one) => parameterWords(t, one)), [stage, t])
  const isChanged = useSegmentation(({ history }) => changedOf(parameters, history.present).length > 0)
  if (parameters.length === 0) return null
  return (
    <div className={c('form')}>
      {parameters.map((parameter) => (
        <Field key={parameter.name} parameter={parameter} />
      ))}
      {isChanged && (
        <span className={c('reset')}>
          <Button
            kind="link"
            onPress={() => {
              const { present } = useSegmentation.getState().history
              for (const { name, defaultValue } of changedOf(parameters, present))
                setParameter(name, defaultValue, true)
            }}
          >
            {t.method.reset}
          </Button>
        </span>
      )}
    </div>
  )
}

/** What is not at its default; V has a way back of its own. */
const changedOf = (parameters: readonly Parameter[], values: ParameterValues): readonly Parameter[] =>
  parameters.filter((one) => !isV(one) && values[one.name] !== one.defaultValue)

/** Looks for its own value alone: while V moves, the other fields stay as they are. */
const Field = memo(function Field({ parameter }: { parameter: Parameter }): ReactElement {
  const { name } = parameter
  const current = useSegmentation(({ history }) => history.present[name]) ?? parameter.defaultValue
  if (isV(parameter) && typeof current === 'number') return <VControl parameter={parameter} value={current} />
  if (parameter.kind === 'boolean') {
    return (
      <Checkbox
        name={parameter.title}
        isSelected={current === true}
        onChange={(selected) => setParameter(name, selected, true)}
      />
    )
  }
  return (
    <div className={c('field')}>
      <span>{parameter.title}</span>
      {parameter.kind === 'choice' ? (
        <Select
          label={parameter.title}
          choices={(parameter.values ?? []).map((id) => ({ id, name: parameter.choices?.[id] ?? id }))}
          selected={String(current)}
          onChange={(id) => setParameter(name, id, true)}
        />
      ) : (
        <NumberInput parameter={parameter} value={Number(current)} />
      )}
      <p className={c('hint')}>{parameter.description}</p>
    </div>
  )
})

function NumberInput({ parameter, value }: { parameter: Parameter; value: number }): ReactElement {
  const { name, minimum, maximum, unit, defaultValue } = parameter
  const step = parameter.kind === 'integer' ? 1 : 0.1
  return (
    <div className={c('withSlider')}>
      {minimum !== undefined && maximum !== undefined && (
        <Slider
          label={parameter.title}
          value={value}
          minimum={minimum}
          maximum={maximum}
          step={step}
          onChange={(next) => setParameter(name, next, false)}
          onChangeEnd={(next) => setParameter(name, next, true)}
          onReset={() => setParameter(name, defaultValue, true)}
        />
      )}
      <NumberField
        label={parameter.title}
        value={value}
        step={step}
        maximumFractionDigits={parameter.kind === 'integer' ? 0 : 2}
        {...(minimum === undefined ? {} : { minimum })}
        {...(maximum === undefined ? {} : { maximum })}
        {...(unit === undefined ? {} : { unit })}
        width={unit === undefined ? 72 : 72 + unit.length * 6}
        onChange={(next) => setParameter(name, next, true)}
      />
    </div>
  )
}
