import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style/base.css';
import './style/page.css';
import './style/aside.css';
import './style/form.css';
import './style/request.css';
import './style/outcome.css';
import './style/chat.css';
import './style/conversations.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
