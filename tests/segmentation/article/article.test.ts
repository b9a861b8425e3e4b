import { expect, it } from 'vitest'
import { article } from '../../../src-shared/segmentation/article/article.ts'

it('has the article’s steps in their order, the surface as a job of its own', () => {
  expect(article.stages.map((stage) => stage.id)).toEqual([
    'normalize',
    'threshold',
    'border',
    'small-parts',
    'closing',
    'surface',
  ])
  expect(article.stages.filter((stage) => stage.run === null).map((stage) => stage.id)).toEqual(['surface'])
})

it('says of every stage what it does and where it comes from', () => {
  for (const { title, why, source } of article.stages) {
    expect(title.length).toBeGreaterThan(3)
    expect(why).toMatch(/\.$/)
    expect(source.length).toBeGreaterThan(10)
  }
})
