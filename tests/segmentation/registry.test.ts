import { describe, expect, it } from 'vitest'
import { Failure } from '../../src-shared/failure.ts'
import { findMethod, methodParameters, methods, parseParameters } from '../../src-shared/segmentation/registry.ts'

function failureOf(work: () => unknown): Failure {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}

describe('methods', () => {
  it('stand under their own id, with stages and parameters named once', () => {
    expect(Object.keys(methods)).toContain('article')
    for (const [id, method] of Object.entries(methods)) {
      expect(method.id).toBe(id)
      const stages = method.stages.map((stage) => stage.id)
      expect(new Set(stages).size).toBe(stages.length)
      const parameters = methodParameters(method)
      expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length)
      expect(new Set(parameters.map((parameter) => parameter.flag)).size).toBe(parameters.length)
    }
  })

  it('lists the parameters of the article with what form and flags need', () => {
    expect(methodParameters('article')).toMatchObject([
      { name: 'planes', kind: 'choice', flag: 'planes', defaultValue: 'axial', values: ['axial', 'rows'] },
      {
        name: 'minComponentPx',
        kind: 'integer',
        flag: 'v',
        unit: 'px',
        scale: 'log',
        minimum: 0,
        maximum: 10_000,
        defaultValue: 100,
      },
      {
        name: 'smoothingIterations',
        kind: 'integer',
        flag: 'smoothing-iterations',
        minimum: 0,
        maximum: 50,
        defaultValue: 0,
      },
      {
        name: 'decimationPercent',
        kind: 'integer',
        flag: 'decimation-percent',
        unit: '%',
        minimum: 0,
        maximum: 95,
        defaultValue: 0,
      },
    ])
    const [planes] = methodParameters('article')
    expect(Object.keys(planes?.choices ?? {})).toEqual(planes?.values)
  })

  it('refuses an unknown method and says which there are', () => {
    expect(failureOf(() => findMethod('toString'))).toMatchObject({
      code: 'E_PARAMETER',
      details: { known: ['article', 'standard'] },
    })
  })
})

describe('parameter values', () => {
  it('are filled with defaults', () => {
    expect(parseParameters('article', {})).toEqual({
      planes: 'axial',
      minComponentPx: 100,
      smoothingIterations: 0,
      decimationPercent: 0,
    })
    expect(parseParameters('article', { minComponentPx: 0, planes: undefined })).toMatchObject({
      planes: 'axial',
      minComponentPx: 0,
    })
  })

  it.each([
    [{ minComponentPx: -1 }, 'minComponentPx'],
    [{ minComponentPx: 10_001 }, 'minComponentPx'],
    [{ minComponentPx: 1.5 }, 'minComponentPx'],
    [{ minComponentPx: '100' }, 'minComponentPx'],
    [{ minComponentPx: Number.NaN }, 'minComponentPx'],
    [{ planes: 'coronal' }, 'planes'],
    [{ smoothingIterations: 51 }, 'smoothingIterations'],
    [{ v: 100 }, 'v'],
  ])('are refused by name: %o', (values, parameter) => {
    expect(failureOf(() => parseParameters('article', values))).toMatchObject({
      code: 'E_PARAMETER',
      details: { parameter },
    })
  })

  it('say what is allowed', () => {
    expect(failureOf(() => parseParameters('article', { minComponentPx: -1 })).message).toContain(
      'V (--v) must be a whole number from 0 to 10000 px, not -1.',
    )
    expect(failureOf(() => parseParameters('article', { planes: 'x' })).message).toContain('axial or rows')
  })
})
