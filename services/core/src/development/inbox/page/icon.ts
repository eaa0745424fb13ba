export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="8" fill="#4353d8"/>
  <path d="M7 18h5l1.5 3h5l1.5-3h5M7 18l3-8h12l3 8v6H7z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/>
</svg>
`;
