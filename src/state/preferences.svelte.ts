import type { Language } from '../core/problem-text.ts'
import type { Persistence } from '../storage/persistence.ts'
import type { Settings } from '../storage/settings.ts'

export type Theme = 'system' | 'light' | 'dark'
export type ReadingFace = 'serif' | 'sans'
/** What may compute the labels: the best that the browser has, or WebAssembly alone. */
export type DeviceChoice = 'auto' | 'wasm'

/** What a person has chosen, kept in the database. Every value that comes back is checked: an older or broken one counts as not chosen. */
export class Preferences {
  readonly #settings: Settings
  #language = $state<Language>('zh')
  #theme = $state<Theme>('system')
  #face = $state<ReadingFace>('serif')
  #device = $state<DeviceChoice>('auto')
  #guide = $state(true)
  #outline = $state(true)
  #details = $state(true)
  #annotator = $state('')
  #nameAsked = $state(false)
  #ownWords = $state.raw<readonly string[]>([])
  #persistence = $state<Persistence | 'asked' | null>(null)

  /** `browserLanguage` decides until the person does. */
  constructor(settings: Settings, browserLanguage: string) {
    this.#settings = settings
    this.#language = browserLanguage.toLowerCase().startsWith('zh') ? 'zh' : 'en'
  }

  async load(): Promise<void> {
    const stored = await this.#settings.all()
    if (!stored.ok) return
    const choose = <T extends string>(key: string, choices: readonly T[]): T | undefined =>
      choices.find((choice) => choice === stored.value.get(key))
    this.#language = choose<Language>('language', ['zh', 'en']) ?? this.#language
    this.#theme = choose<Theme>('theme', ['system', 'light', 'dark']) ?? 'system'
    this.#face = choose<ReadingFace>('face', ['serif', 'sans']) ?? 'serif'
    this.#device = choose<DeviceChoice>('device', ['auto', 'wasm']) ?? 'auto'
    this.#persistence = choose<Persistence>('persistence', ['granted', 'refused', 'unsupported']) ?? this.#persistence
    this.#guide = stored.value.get('guide') !== false
    this.#outline = stored.value.get('outline') !== false
    this.#details = stored.value.get('details') !== false
    const annotator = stored.value.get('annotator')
    if (typeof annotator === 'string') this.#annotator = annotator
    this.#nameAsked = this.#annotator !== '' || stored.value.get('nameAsked') === true
    const words = stored.value.get('ownWords')
    if (Array.isArray(words)) this.#ownWords = words.filter((word) => typeof word === 'string')
  }

  get language(): Language {
    return this.#language
  }

  get theme(): Theme {
    return this.#theme
  }

  get face(): ReadingFace {
    return this.#face
  }

  get device(): DeviceChoice {
    return this.#device
  }

  /** Whether the label guide is shown beside a paragraph's labels. */
  get guide(): boolean {
    return this.#guide
  }

  /** Whether the outline is unfolded beside the text, where there is room for it. */
  get outline(): boolean {
    return this.#outline
  }

  /** Whether the details are unfolded beside the text, where there is room for them. */
  get details(): boolean {
    return this.#details
  }

  /** The name under which this person's labels are kept and exported. */
  get annotator(): string {
    return this.#annotator || 'annotator'
  }

  /** Whether this person has a name, or has been asked for one. */
  get nameAsked(): boolean {
    return this.#nameAsked
  }

  rememberNameAsked(): void {
    this.#nameAsked = true
    void this.#settings.save('nameAsked', true)
  }

  /** Words that this person has added to the dictionary. */
  get ownWords(): readonly string[] {
    return this.#ownWords
  }

  /** What the browser answered when it was asked to keep the data; `asked` while it waits for the person, null before the first correction. */
  get persistence(): Persistence | 'asked' | null {
    return this.#persistence
  }

  chooseLanguage(language: Language): void {
    this.#language = language
    void this.#settings.save('language', language)
  }

  chooseTheme(theme: Theme): void {
    this.#theme = theme
    void this.#settings.save('theme', theme)
  }

  chooseFace(face: ReadingFace): void {
    this.#face = face
    void this.#settings.save('face', face)
  }

  showGuide(shown: boolean): void {
    this.#guide = shown
    void this.#settings.save('guide', shown)
  }

  showOutline(shown: boolean): void {
    this.#outline = shown
    void this.#settings.save('outline', shown)
  }

  showDetails(shown: boolean): void {
    this.#details = shown
    void this.#settings.save('details', shown)
  }

  chooseDevice(device: DeviceChoice): void {
    this.#device = device
    void this.#settings.save('device', device)
  }

  /** `model` and `structure` stand for themselves in exported files and cannot be a person's name. */
  nameAnnotator(name: string): void {
    const plain = name.trim()
    if (plain === 'model' || plain === 'structure') return
    this.#annotator = plain
    void this.#settings.save('annotator', plain)
  }

  keepWords(words: readonly string[]): void {
    this.#ownWords = [...new Set(words.map((word) => word.trim()).filter((word) => word.length > 1))]
    void this.#settings.save('ownWords', [...this.#ownWords])
  }

  /** Not kept: whoever leaves without an answer is asked again. */
  awaitPersistence(): void {
    this.#persistence = 'asked'
  }

  rememberPersistence(answer: Persistence): void {
    this.#persistence = answer
    void this.#settings.save('persistence', answer)
  }
}
