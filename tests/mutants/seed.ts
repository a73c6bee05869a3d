/** The same random histories for every mutant, or the figure would be another each time. */
import fc from 'fast-check'

fc.configureGlobal({ seed: 20_270_331 })
