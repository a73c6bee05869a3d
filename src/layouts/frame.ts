/**
 * What stands round every page: who is asking, where they may go, and what is in force.
 * The pages hand it in, so that the layout knows no database and no session.
 */
export interface NavItem {
  /** An address within the portal, beginning with `/`. */
  readonly href: string
  readonly label: string
}

/** The address of an entry of the main navigation: the one that the page belongs to. */
export type NavKey = NavItem['href']

export interface FramePerson {
  readonly name: string
  readonly id: string
}

export interface FramePublication {
  readonly number: number
  /** The day from which it holds, `2026-11-03`. */
  readonly from: string
}

export type Theme = 'light' | 'dark'

export interface FrameSearch {
  /** Where the form of the running head asks, with what was typed as `q`. */
  readonly href: string
}

export interface Frame {
  readonly nav: readonly NavItem[]
  readonly organisationName: string
  /** Nobody may search when undefined. */
  readonly search?: FrameSearch | undefined
  /** Nobody is signed in when undefined. */
  readonly person?: FramePerson | undefined
  /** Nothing is published yet when undefined. */
  readonly publication?: FramePublication | undefined
  /** Undefined follows the reader's system. */
  readonly theme?: Theme | undefined
}
