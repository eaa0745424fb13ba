// What is kept at the emulated Microsoft.

export interface GraphRecipient {
  emailAddress: { address: string; name?: string };
}

export interface GraphMessage {
  id: string;
  /** Whose mailbox it is in. */
  owner: string;
  folder: 'inbox' | 'sentitems';
  subject: string;
  body: { contentType: 'text' | 'html'; content: string };
  bodyPreview: string;
  from: GraphRecipient;
  sender: GraphRecipient;
  toRecipients: GraphRecipient[];
  ccRecipients: GraphRecipient[];
  bccRecipients: GraphRecipient[];
  attachments: Array<{ name: string; contentType: string; contentBytes: string }>;
  hasAttachments: boolean;
  isRead: boolean;
  receivedDateTime: string;
  sentDateTime: string;
  internetMessageId: string;
}

export interface MicrosoftState {
  /** Oldest first. */
  messages: GraphMessage[];
}

export const newState = (): MicrosoftState => ({ messages: [] });
