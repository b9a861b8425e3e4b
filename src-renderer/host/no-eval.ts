import { z } from 'zod'

// The page's content policy allows no code made from text; Zod would try it once and count on being refused.
z.config({ jitless: true })
