// Flat-config block: what an import graph cannot see. `core/` takes time, chance and the world as arguments.
const ambient = [
  'window',
  'document',
  'fetch',
  'process',
  'localStorage',
  'setTimeout',
  'setInterval',
  'performance',
  'crypto',
  'console',
];
export const corePurity = {
  files: ['{lib,gateway}/core/**/*.ts'],
  ignores: ['**/*.{test,fuzz}.ts', '**/testing/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...ambient.map((name) => ({ name, message: 'core/ is pure: take it as an argument.' })),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Take `nowMs`.' },
      { object: 'Math', property: 'random', message: 'Take a `Random`.' },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `nowMs`.' },
    ],
  },
};
