/** What a shop for games is made of. Lists are ordered by how frequent their entries are. */

export const GENRES = [
  ...['Action', 'Indie', 'Adventure', 'RPG', 'Strategy', 'Simulation', 'Casual', 'Puzzle'],
  ...['Platformer', 'Shooter', 'Racing', 'Sports', 'Fighting', 'Horror', 'Rhythm'],
] as const

export const TAGS = [
  ...['Singleplayer', 'Story Rich', 'Atmospheric', 'Multiplayer', 'Co-op', 'Open World', 'Fantasy'],
  ...['Pixel Graphics', '2D', 'Sci-fi', 'Exploration', 'Great Soundtrack', 'Roguelike', 'Survival'],
  ...[
    'Crafting',
    'Turn-Based',
    'Base Building',
    'Difficult',
    'Funny',
    'Female Protagonist',
    'Retro',
  ],
  ...['Cozy', 'Choices Matter', 'Metroidvania', 'Deck Building', 'Stealth', 'Management', 'Space'],
  ...['Hand-drawn', 'Mystery', 'Dungeon Crawler', 'Local Multiplayer', 'Zombies', 'City Builder'],
  ...['Post-apocalyptic', 'Cyberpunk', 'Medieval', 'Tower Defense', 'Souls-like', 'Farming Sim'],
  ...['Visual Novel', 'Detective', 'Cats', 'Fishing', 'Trains', 'Steampunk', 'Typing', 'Golf'],
] as const

export const PLATFORMS = [
  ...['Windows', 'PlayStation 5', 'Xbox Series X|S', 'Nintendo Switch', 'macOS', 'Linux'],
  ...['PlayStation 4', 'Xbox One', 'iOS', 'Android'],
] as const

/** Those with requirements of their own. */
export const COMPUTERS: readonly string[] = ['Windows', 'macOS', 'Linux']

export const MODES = [
  ...['single-player', 'multi-player', 'online co-op', 'local co-op', 'online PvP', 'split screen'],
] as const

export const FEATURES = [
  ...['Achievements', 'Cloud saves', 'Full controller support', 'Trading cards', 'Leaderboards'],
  ...['Level editor', 'Mod support', 'Remote play', 'Photo mode', 'Captions', 'HDR', 'VR support'],
] as const

export const LANGUAGES = [
  ...['English', 'French', 'German', 'Spanish', 'Japanese', 'Simplified Chinese', 'Russian'],
  ...['Portuguese (Brazil)', 'Italian', 'Korean', 'Polish', 'Traditional Chinese', 'Turkish'],
  ...['Dutch', 'Czech', 'Swedish', 'Ukrainian', 'Thai', 'Arabic', 'Hungarian'],
] as const

export const OUTLETS = [
  ...['The Daily Respawn', 'Pixel Gazette', 'Second Screen', 'Loading Times', 'Critical Miss'],
  ...['Continue?', 'Joystick Review', 'Save Point', 'The Last Quarter', 'Insert Coin Weekly'],
  ...['Frame by Frame', 'Night Build', 'Couch Co-op', 'Patch Notes', 'Hitbox'],
] as const

export const REGIONS = ['North America', 'Europe', 'Japan', 'Australia', 'South Korea'] as const

export const DESCRIPTORS = [
  ...['Violence', 'Bad Language', 'Blood', 'Fear', 'In-Game Purchases', 'Alcohol', 'Drugs'],
  ...['Gambling', 'Sexual Themes', 'Online Interaction'],
] as const

export const ADJECTIVES = [
  ...['Hallowed', 'Crimson', 'Silent', 'Last', 'Iron', 'Forgotten', 'Broken', 'Endless', 'Dark'],
  ...['Golden', 'Lost', 'Frozen', 'Wild', 'Sunken', 'Burning', 'Crystal', 'Hidden', 'Fallen'],
  ...['Radiant', 'Rusted', 'Velvet', 'Neon', 'Ancient', 'Ashen', 'Electric', 'Gentle', 'Savage'],
  ...['Lunar', 'Solar', 'Tiny', 'Haunted', 'Infinite', 'Emerald', 'Obsidian', 'Wandering', 'Brave'],
] as const

export const NOUNS = [
  ...['Knight', 'Kingdom', 'Signal', 'Harvest', 'Witcher', 'Tide', 'Empire', 'Ember', 'Garden'],
  ...[
    'Horizon',
    'Echo',
    'Citadel',
    'Voyage',
    'Protocol',
    'Oath',
    'Dominion',
    'Lantern',
    'Reckoning',
  ],
  ...['Outpost', 'Covenant', 'Frontier', 'Labyrinth', 'Machine', 'Ronin', 'Serpent', 'Throne'],
  ...['Valley', 'Orchard', 'Relic', 'Sanctuary', 'Storm', 'Vanguard', 'Wraith', 'Rift', 'Compass'],
  ...['Caravan', 'Monolith', 'Rebellion', 'Odyssey', 'Chronicle', 'Circuit', 'Raven', 'Harbor'],
] as const

export const STUDIO_ENDINGS = [
  ...['Games', 'Studios', 'Interactive', 'Entertainment', 'Softworks', 'Works', 'Digital', 'Arts'],
] as const

/** Gear with a print on it; prices in US cents. */
export const MERCHANDISE = [
  { what: 'Hoodie', category: 'Apparel', sizes: ['S', 'M', 'L', 'XL'], price: 4_999 },
  { what: 'T-Shirt', category: 'Apparel', sizes: ['XS', 'S', 'M', 'L', 'XL', 'XXL'], price: 2_499 },
  { what: 'Mug', category: 'Home', sizes: [null], price: 1_499 },
  { what: 'Poster', category: 'Home', sizes: ['A3', 'A2', 'A1'], price: 1_299 },
  { what: 'Figurine', category: 'Collectibles', sizes: [null], price: 8_999 },
  { what: 'Beanie', category: 'Apparel', sizes: ['One Size'], price: 1_999 },
  { what: 'Soundtrack Vinyl', category: 'Music', sizes: [null], price: 3_499 },
] as const

export const COLOURS = [
  'Black',
  'White',
  'Heather Grey',
  'Crimson',
  'Navy',
  'Forest Green',
] as const

/** What reviews of a category are asked about. */
export const CHARACTERISTICS: Readonly<Record<string, readonly string[]>> = {
  Apparel: ['Fit', 'Comfort', 'Quality'],
  Home: ['Quality', 'Size'],
  Collectibles: ['Quality', 'Likeness'],
}
