import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';
import tseslint from 'typescript-eslint';
import { corePurity } from './eslint-core-purity.mjs';

/** Rules of React and Next where there is React; on the other half of the code they cost a minute and find nothing. */
const forPages = (block) =>
  block.ignores !== undefined ? block : { ...block, files: ['{app,components,lib/browser}/**/*.{ts,tsx}'] };

const config = [
  { ignores: ['.next/', 'dist/', 'generated/', 'coverage/', 'demo-output/', 'next-env.d.ts', 'public/'] },
  ...nextVitals.map(forPages),
  ...nextTypescript,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-params': ['error', 4],
    },
  },
  {
    files: ['{app,components,lib,server,gateway}/**/*.{ts,tsx}'],
    rules: { 'no-console': 'error' },
  },
  corePurity,
];
export default config;
